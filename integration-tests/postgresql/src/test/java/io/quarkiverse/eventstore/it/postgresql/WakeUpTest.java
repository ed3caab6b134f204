package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.Signal;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.testing.contract.fixture.Outcomes;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.smallrye.mutiny.Uni;

/** A node that does not look at the end of the log by itself any more. */
class WakeUpTest {

    private final SleepingLoops loops = new SleepingLoops(TestNode.loops());
    private final TestDatabase database = TestDatabase.migrated();
    private final EventStorage here = database.storage(6);
    private final EventStorage elsewhere = database.storage(4);
    private final DurableSubscriptions subscriptions = TestNode.subscriptions(here, Duration.ofMinutes(1), loops);
    private final List<Long> handled = new CopyOnWriteArrayList<>();

    @BeforeEach
    void sleep() {
        Outcomes.await(subscriptions.start(SubscriptionOptions.named("cart-summary"), Object.class,
                event -> Uni.createFrom().voidItem().invoke(() -> handled.add(event.globalPosition()))));
        SignalsTest.awaitListeners(database, 1);
        awaitSleeps(1);
    }

    @AfterEach
    void drop() {
        Outcomes.await(subscriptions.stopAll());
        database.close();
    }

    @Test
    void is_woken_by_what_it_appends_itself() {
        EventStore store = TestNode.store(here, appended -> subscriptions.appended());

        Outcomes.await(store.appendToStream("cart-1", ShoppingCartEvent.numbered("p", 1)));

        awaitHandled(1L);
    }

    @Test
    void is_woken_by_what_another_node_appends_each_time_anew() {
        EventStore store = TestNode.store(elsewhere, appended -> elsewhere.signals().send(Signal.APPENDED));

        Outcomes.await(store.appendToStream("cart-1", ShoppingCartEvent.numbered("p", 1)));
        awaitHandled(1L);
        awaitSleeps(2);
        Outcomes.await(store.appendToStream("cart-1", ShoppingCartEvent.numbered("p", 1)));

        awaitHandled(1L, 2L);
    }

    @Test
    void finds_what_another_node_has_appended_with_one_statement() {
        EventStore store = TestNode.store(elsewhere, appended -> elsewhere.signals().send(Signal.APPENDED));
        database.execute("create extension if not exists pg_stat_statements; select pg_stat_statements_reset()");

        Outcomes.await(store.appendToStream("cart-1", ShoppingCartEvent.numbered("p", 3)));

        awaitHandled(1L, 2L, 3L);
        assertThat(calls("%r.highest_position%")).isPositive();
        assertThat(calls("%global_position between%")).isZero();
    }

    private long calls(String statement) {
        return database.number("select coalesce(sum(calls), 0)::bigint from pg_stat_statements where query like '" + statement
                + "' and query not like '%pg_stat_statements%' "
                + "and dbid = (select oid from pg_database where datname = current_database())");
    }

    private void awaitSleeps(int sleeps) {
        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> loops.sleeps() >= sleeps);
    }

    private void awaitHandled(Long... positions) {
        Awaitility.await().atMost(Outcomes.AT_MOST).until(() -> handled.equals(List.of(positions)));
    }
}
