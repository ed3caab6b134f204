package io.quarkiverse.eventstore.deployment.subscriptions;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;

/** What handlers were given, in order. */
final class Received<T> {

    private final List<T> all = new CopyOnWriteArrayList<>();

    void add(T received) {
        all.add(received);
    }

    List<T> all() {
        return List.copyOf(all);
    }

    List<T> await(int count) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> all.size() >= count);
        return all();
    }
}
