package io.quarkiverse.eventstore.docs;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

/** A service that knows a request again. */
@Singleton
public class Warehouse {

    private final Map<UUID, String> reserved = new ConcurrentHashMap<>();
    private final Set<String> shipped = ConcurrentHashMap.newKeySet();

    Uni<Void> reserve(UUID requestId, String productId) {
        return Uni.createFrom().voidItem().invoke(() -> reserved.put(requestId, productId));
    }

    Uni<Void> ship(String cart) {
        return Uni.createFrom().voidItem().invoke(() -> shipped.add(cart));
    }

    long reservationsOf(String productId) {
        return reserved.values().stream().filter(productId::equals).count();
    }

    boolean hasShipped(String cart) {
        return shipped.contains(cart);
    }
}
