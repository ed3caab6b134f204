package io.quarkiverse.eventstore.runtime.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** How the event store behaves at run time. */
@ConfigMapping(prefix = "quarkus.event-store")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface EventStoreConfig {

    /**
     * How many events {@code streamEvents}, {@code readAll} and {@code aggregateStream} fetch at a time, at least 1. They
     * hold at most two such pages: the one at work and the next.
     */
    @WithDefault("500")
    @WithConverter(PositiveNumberConverter.class)
    int readPageSize();

    /** Subscriptions. */
    Subscriptions subscriptions();

    /** Forwarding of committed events to an outgoing channel of Reactive Messaging. */
    Forwarding forwarding();

    /** PostgreSQL. */
    Postgresql postgresql();

    /** Subscriptions. */
    interface Subscriptions {

        /**
         * How long it may take until other nodes run the partitions of a node that is gone without having stopped; at least 1
         * second. Each node renews its leases six times within it.
         * <p>
         * Use a longer one when nodes pause for long, for example for garbage collection; a shorter one when others should take
         * over sooner.
         */
        @WithDefault("10S")
        @WithConverter(LeaseDurationConverter.class)
        Duration leaseDuration();

        /**
         * How long the application, when it stops, waits for handlers at work to be done; more than 0.
         */
        @WithDefault("10S")
        @WithConverter(PositiveDurationConverter.class)
        Duration shutdownTimeout();

        /**
         * Subscriptions that classes declare with {@code @Subscription}, by name.
         */
        Map<String, DeclaredSubscription> declared();
    }

    /** A subscription that a class declares. */
    interface DeclaredSubscription {

        /**
         * Whether the subscription starts with the application on this node. Its checkpoints stay while it is switched off.
         * <p>
         * Switch it off on nodes that should leave it to others; on all nodes, and its events wait.
         */
        @WithDefault("true")
        boolean enabled();

        /**
         * Where the subscription begins the first time: {@code beginning}, {@code end}, or a position of the log, with the
         * event at it or the first one behind it; what the annotation says if it is left out. Once it has checkpoints, it goes
         * on at them.
         */
        Optional<String> startFrom();
    }

    /** Forwarding of committed events to an outgoing channel of Reactive Messaging. */
    interface Forwarding {

        /**
         * The {@code source} of the CloudEvents, a URI or the path of one; {@code /} and the name of the application if it is
         * left out.
         */
        Optional<String> source();

        /** Forwarding after the commit. */
        AfterCommitForwarding afterCommit();

        /** Durable forwarding. */
        DurableForwarding durable();
    }

    /** Forwarding after the commit. */
    interface AfterCommitForwarding {

        /**
         * Whether this node sends what it commits.
         */
        @WithDefault("true")
        boolean enabled();

        /**
         * The categories of the streams whose events are sent; any if it is left out.
         */
        Optional<List<String>> categories();

        /**
         * The stored names of the event types that are sent; any if it is left out.
         */
        Optional<List<String>> eventTypes();

        /**
         * The most events that wait for the broker's acknowledgement. The events of an append that finds no room are dropped,
         * counted and warned of; the append is not affected.
         */
        @WithDefault("10000")
        @WithConverter(PositiveNumberConverter.class)
        int bufferSize();

        /**
         * How long an acknowledgement may take until the event counts as lost and its room is free again. Make it longer than
         * Kafka's client itself keeps trying: {@code delivery.timeout.ms}, by default 2 minutes. The client for AMQP does not
         * tell that a connection was lost, and the streams of all that was under way wait for this time.
         */
        @ConfigDocDefault("150S; 10S with AMQP")
        Optional<@WithConverter(PositiveDurationConverter.class) Duration> acknowledgementTimeout();

        /**
         * How long the application, when it stops, waits for acknowledgements.
         */
        @WithDefault("10S")
        @WithConverter(PositiveDurationConverter.class)
        Duration shutdownTimeout();
    }

    /** Durable forwarding. */
    interface DurableForwarding {

        /**
         * Whether this node takes part. Events wait while no node does.
         */
        @WithDefault("true")
        boolean enabled();

        /**
         * The name of the durable subscription that forwards; {@code forwarding-} and the name of the channel if it is left
         * out.
         */
        Optional<String> subscription();

        /**
         * The categories of the streams whose events are forwarded; any if it is left out.
         */
        Optional<List<String>> categories();

        /**
         * The stored names of the event types that are forwarded; any if it is left out.
         */
        Optional<List<String>> eventTypes();

        /**
         * In how many parts, by stream name, the log is forwarded, on one node or several. Fixed when it is first started.
         */
        @WithDefault("1")
        int partitions();

        /**
         * The most events that each partition sends before it waits until the broker has acknowledged them all; of one stream,
         * one at a time.
         */
        @WithDefault("2000")
        int batchSize();

        /**
         * How long an acknowledgement may take until the event counts as not acknowledged. Make it longer than the broker's
         * client itself keeps trying: for Kafka, {@code delivery.timeout.ms}, by default 2 minutes.
         * The client for AMQP does not tell that a connection was lost, and all that was under way waits for this time.
         */
        @ConfigDocDefault("150S; 10S with AMQP")
        Optional<@WithConverter(PositiveDurationConverter.class) Duration> acknowledgementTimeout();

        /**
         * What becomes of an event that the broker refuses.
         */
        @WithDefault("retry")
        WhenRefused whenRefused();

        /**
         * How many times an event that the broker refuses is sent again, after 100 ms and then each time after twice as long,
         * up to 5 s, before {@code stop} or {@code park} comes into play.
         */
        @WithDefault("20")
        int retries();
    }

    /** PostgreSQL. */
    interface Postgresql {

        /**
         * The database schema that holds the event store's tables: letters, digits and underscores, at most 63 characters.
         */
        @WithDefault("event_store")
        String schema();

        /**
         * What to do about the tables when the application starts.
         */
        @WithDefault("create")
        SchemaManagement schemaManagement();

        /**
         * Group commit: concurrent appends of this application share a transaction.
         * <p>
         * Guarantees: each append is judged on its own expected version and answered on its own, and durable when it is
         * answered; one caller's fault never fails another's append; appends to one stream happen in the order of their
         * subscriptions. An append leaves at once while few transactions are under way, so that a lone caller never waits.
         * Appends in sessions are not affected.
         */
        GroupCommit groupCommit();
    }

    /** Group commit. */
    interface GroupCommit {

        /**
         * Whether concurrent appends share transactions.
         * <p>
         * Use it when many callers append at the same time, that is, always; switch it off to compare, or if every append
         * must be a transaction of its own for other software that looks at the database.
         */
        @WithDefault("true")
        boolean enabled();

        /**
         * The most transactions that carry appends at the same time; while there are that many, further appends wait and leave
         * together. A transaction that takes longer than 100 ms, since somebody else holds its stream, does not count.
         * <p>
         * Use a higher number when commits take long, for example with synchronous replication.
         */
        @WithDefault("2")
        @WithConverter(PositiveNumberConverter.class)
        int maxBatchesInFlight();

        /**
         * The most appends that share a transaction. A batch also ends at about 1,000 events or a million characters.
         */
        @WithDefault("256")
        @WithConverter(PositiveNumberConverter.class)
        int maxBatchSize();

        /**
         * The most appends that wait. One more fails at once with {@code EventStoreOverloadedException}, without being sent.
         * <p>
         * Use a lower number when callers should rather be told early than be served late.
         */
        @WithDefault("10000")
        @WithConverter(PositiveNumberConverter.class)
        int maxQueueSize();

        /**
         * How long the application, when it stops, waits for appends that were accepted to be answered; more than 0.
         */
        @WithDefault("10S")
        @WithConverter(PositiveDurationConverter.class)
        Duration shutdownTimeout();
    }
}
