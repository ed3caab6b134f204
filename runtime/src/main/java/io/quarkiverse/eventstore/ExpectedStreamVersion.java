package io.quarkiverse.eventstore;

import java.io.Serializable;

/**
 * What a caller expects of a stream when it appends or reads.
 */
public sealed interface ExpectedStreamVersion extends Serializable {

    /** Holds when the stream's version is {@code version}; {@code exactly(0)} equals {@link #noStream()}. */
    static ExpectedStreamVersion exactly(long version) {
        if (version < 0) {
            throw new IllegalArgumentException("Expected stream version: must be 0 or more, but it is " + version + ".");
        }
        return new Exactly(version);
    }

    /** Holds when the stream does not exist. */
    static ExpectedStreamVersion noStream() {
        return Exactly.NO_STREAM;
    }

    /** Holds when the stream exists, at any version. */
    static ExpectedStreamVersion streamExists() {
        return StreamExists.INSTANCE;
    }

    /** Always holds; concurrent appends with it all succeed and none is reported as a conflict. */
    static ExpectedStreamVersion any() {
        return Any.INSTANCE;
    }

    /** Tells whether a stream at the version fulfils the expectation; version 0 is a stream that does not exist. */
    boolean allows(long streamVersion);

    /** The stream is at one version; version 0 means that it does not exist. */
    record Exactly(long version) implements ExpectedStreamVersion {

        private static final Exactly NO_STREAM = new Exactly(0);

        @Override
        public boolean allows(long streamVersion) {
            return streamVersion == version;
        }

        @Override
        public String toString() {
            return version == 0 ? "no stream" : "version " + version;
        }
    }

    /** The stream exists. */
    record StreamExists() implements ExpectedStreamVersion {

        private static final StreamExists INSTANCE = new StreamExists();

        @Override
        public boolean allows(long streamVersion) {
            return streamVersion > 0;
        }

        @Override
        public String toString() {
            return "an existing stream";
        }
    }

    /** Anything. */
    record Any() implements ExpectedStreamVersion {

        private static final Any INSTANCE = new Any();

        @Override
        public boolean allows(long streamVersion) {
            return true;
        }

        @Override
        public String toString() {
            return "any version";
        }
    }
}
