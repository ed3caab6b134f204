package org.acme.shoppingcart;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

@QuarkusTest
class HealthTest {

    private static final String HELD_BACK = "checks.find { it.name == 'Event store subscriptions' }.data";

    @Inject
    Pool pool;

    @Test
    void the_event_store_is_part_of_wellness() {
        get("/q/health/well").then().statusCode(200);

        assertThat(get("/q/health/well").jsonPath().getString("checks.find { it.name == 'Event store subscriptions' }.status"))
                .isEqualTo("UP");
        assertThat(get("/q/health/ready").jsonPath().getList("checks.name")).doesNotContain("Event store subscriptions");
    }

    /** Carts go on without the broker; only a channel that a restart opens again is a matter of liveness. */
    @Test
    void a_broker_that_is_away_takes_nothing_out_of_service() {
        assertThat(get("/q/health/live").jsonPath().getString("checks.find { it.name == 'Event store forwarding' }.status"))
                .isEqualTo("UP");
        Stream.of("live", "ready", "started").map(kind -> get("/q/health/" + kind).asString())
                .forEach(checks -> assertThat(checks).contains("Reactive Messaging").doesNotContain("cart-events"));
    }

    @Test
    void a_transaction_that_holds_readers_back_is_named() {
        CompletableFuture<Void> over = new CompletableFuture<>();
        CompletableFuture<?> transaction = pool.withTransaction(connection -> connection
                .query("lock table event_store.events in row exclusive mode").execute()
                .chain(() -> Uni.createFrom().completionStage(over))).subscribeAsCompletionStage();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(held()).singleElement().satisfies(hold -> {
                    assertThat(hold.getKey()).matches("held-back-by-pid-\\d+");
                    assertThat(hold.getValue()).asString()
                            .matches("(?s)for \\d+ s: lock table event_store.events in row exclusive mode");
                }));
        get("/q/health/well").then().statusCode(200);
        over.complete(null);

        assertThat(transaction).succeedsWithin(Duration.ofSeconds(10));
        assertThat(held()).isEmpty();
    }

    private static List<Map.Entry<String, Object>> held() {
        Map<String, Object> data = get("/q/health/well").jsonPath().getMap(HELD_BACK);
        return data == null ? List.of()
                : data.entrySet().stream().filter(entry -> entry.getKey().startsWith("held-back")).toList();
    }
}
