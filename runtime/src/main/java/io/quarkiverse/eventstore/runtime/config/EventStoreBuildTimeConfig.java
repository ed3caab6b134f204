package io.quarkiverse.eventstore.runtime.config;

import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the build needs to know about the event store. */
@ConfigMapping(prefix = "quarkus.event-store")
@ConfigRoot(phase = ConfigPhase.BUILD_AND_RUN_TIME_FIXED)
public interface EventStoreBuildTimeConfig {

    /**
     * Where events are stored: {@code postgresql}, or {@code in-memory} for tests: complete and transactional, but gone when
     * the application stops.
     */
    @WithDefault("postgresql")
    String backend();

    /** Health. */
    Health health();

    /** Forwarding of committed events to an outgoing channel of Reactive Messaging. */
    Forwarding forwarding();

    /** Hibernate Reactive. */
    HibernateReactive hibernateReactive();

    /** JDBC. */
    Jdbc jdbc();

    /** PostgreSQL. */
    Postgresql postgresql();

    /** Health. */
    interface Health {

        /**
         * Whether the application's wellness ({@code /q/health/well}) is about subscriptions, down when one has stopped, and
         * its liveness about channels that events are forwarded to, down when one is closed. It needs the extension SmallRye
         * Health. Liveness and readiness are never about subscriptions.
         */
        @WithDefault("true")
        boolean enabled();
    }

    /** Forwarding of committed events to an outgoing channel of Reactive Messaging. */
    interface Forwarding {

        /** Forwarding after the commit. */
        AfterCommitForwarding afterCommit();

        /** Durable forwarding. */
        DurableForwarding durable();
    }

    /** Forwarding after the commit. */
    interface AfterCommitForwarding {

        /**
         * The outgoing channel that gets the events that this application commits; none if it is left out. It needs a
         * connector, for example that of the extension {@code quarkus-messaging-kafka}.
         * <p>
         * Guarantees: every committed event is sent at most once, what this node commits to one stream in order; a slow broker
         * or none at all neither fails nor delays an append. Use it when speed counts and a lost message can be borne.
         */
        Optional<String> channel();
    }

    /** Durable forwarding. */
    interface DurableForwarding {

        /**
         * The outgoing channel that gets the events of the log; none if it is left out. It needs a connector, for example that
         * of the extension {@code quarkus-messaging-kafka}.
         * <p>
         * Guarantees: every committed event is sent at least once, those of one stream in order, also after crashes of the
         * application, the database and the broker. Use it when other services must not miss an event.
         */
        Optional<String> channel();
    }

    /** Hibernate Reactive. */
    interface HibernateReactive {

        /**
         * Whether the event store takes part in transactions of Hibernate Reactive: what is called inside of
         * {@code @WithTransaction}, {@code Panache.withTransaction} or {@code Mutiny.SessionFactory.withTransaction} then
         * commits or is rolled back together with the entities. If not, it has transactions of its own. It needs the
         * extension Hibernate Reactive and the PostgreSQL back end.
         */
        @WithDefault("true")
        boolean enabled();
    }

    /** JDBC. */
    interface Jdbc {

        /**
         * Whether {@code BlockingEventStore} takes part in JTA transactions: what is called inside of {@code @Transactional}
         * then commits or is rolled back together with everything else on the JDBC datasource of the same name as the event
         * store's. If not, it has transactions of its own. It needs a JDBC datasource and the PostgreSQL back end.
         */
        @WithDefault("true")
        boolean enabled();
    }

    /** PostgreSQL. */
    interface Postgresql {

        /**
         * The name of the reactive datasource that holds the events; the default datasource if it is left out.
         */
        Optional<String> datasource();
    }
}
