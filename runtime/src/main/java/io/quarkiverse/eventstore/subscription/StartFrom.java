package io.quarkiverse.eventstore.subscription;

/**
 * Where a subscription begins when it has no checkpoint yet, that is, the first time that its name is used.
 */
public sealed interface StartFrom {

    /** With the first event of the log. */
    static StartFrom beginning() {
        return new Position(1);
    }

    /** Behind the last event that is in the log when the subscription is first started. */
    static StartFrom end() {
        return new End();
    }

    /** With the first event at the position or behind it; 0 and 1 both mean the beginning. */
    static StartFrom position(long globalPosition) {
        return new Position(globalPosition);
    }

    /** With the first event at the position or behind it. */
    record Position(long globalPosition) implements StartFrom {

        public Position {
            if (globalPosition < 0) {
                throw new IllegalArgumentException("Start of a subscription: expected a position of 0 or more, but it is "
                        + globalPosition + ".");
            }
        }
    }

    /** Behind the last event. */
    record End() implements StartFrom {
    }
}
