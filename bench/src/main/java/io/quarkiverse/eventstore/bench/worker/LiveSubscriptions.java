package io.quarkiverse.eventstore.bench.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.quarkiverse.eventstore.EventFilter;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.bench.BenchEvent;
import io.quarkiverse.eventstore.bench.Company;
import io.quarkiverse.eventstore.subscription.StartFrom;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.subscription.Subscriptions;
import io.smallrye.mutiny.Uni;

/**
 * Ten subscriptions that are live while others append, or none. What nobody reads is still remembered for a while after the
 * last one has ended, which costs an append less than a hundredth of what it does besides.
 */
final class LiveSubscriptions {

    private static final int COUNT = 10;

    /** Other processes have used the same tables. */
    private static final long PROCESS = ProcessHandle.current().pid();

    private final EventStore store;
    private final Subscriptions subscriptions;
    private final List<String> names = new ArrayList<>();
    private Company company = Company.NOBODY;
    private int turn;

    LiveSubscriptions(EventStore store, Subscriptions subscriptions) {
        this.store = store;
        this.subscriptions = subscriptions;
    }

    /** When this returns, each has handled an event that was appended after it began, and those of before have ended. */
    void become(Company wanted) {
        if (wanted == company) {
            return;
        }
        names.forEach(name -> subscriptions.stop(name).await().indefinitely());
        names.clear();
        company = wanted;
        turn++;
        for (int i = 0; i < COUNT && isOfSubscriptions(wanted); i++) {
            follow(i == 0 ? "cart" : "other" + i);
        }
    }

    private static boolean isOfSubscriptions(Company company) {
        return company == Company.SUBSCRIPTIONS_TO_A_CATEGORY_EACH || company == Company.SUBSCRIPTIONS_TO_ALL;
    }

    /** Under a new name: none has anything to catch up with. */
    private void follow(String category) {
        String name = "live-" + PROCESS + "-" + turn + "-" + names.size();
        names.add(name);
        EventFilter filter = company == Company.SUBSCRIPTIONS_TO_ALL ? EventFilter.all() : EventFilter.categories(category);
        CompletableFuture<Boolean> isLive = new CompletableFuture<>();
        subscriptions.start(SubscriptionOptions.named(name).withStartFrom(StartFrom.end()).withFilter(filter), BenchEvent.class,
                event -> {
                    if (!isLive.isDone()) {
                        isLive.complete(true);
                    }
                    return Uni.createFrom().voidItem();
                }).await().indefinitely();
        store.appendToStream(category + "-" + name, List.of(BenchEvent.sample(1))).await().indefinitely();
        isLive.join();
    }
}
