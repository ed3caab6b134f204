package io.quarkiverse.eventstore.it.devmode;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.subscription.Subscription;
import io.smallrye.mutiny.Uni;

/**
 * Appends, and tells what its subscription was given since the application started.
 */
@Path("bell")
@Subscription(name = "bell")
public class Bell {

    private static final String CODE = "first";

    private final List<String> heard = new CopyOnWriteArrayList<>();

    @Inject
    EventStore store;

    @POST
    public Uni<Long> ring(int times) {
        return store.appendToStream("bell-1", List.of(new Rung(times))).map(result -> result.nextExpectedStreamVersion());
    }

    @GET
    public String heard() {
        return String.join(", ", heard);
    }

    void hear(Rung rung) {
        heard.add(CODE + " code: " + rung.times());
    }
}
