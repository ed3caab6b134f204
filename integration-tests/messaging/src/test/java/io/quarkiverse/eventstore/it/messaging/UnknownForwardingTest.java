package io.quarkiverse.eventstore.it.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** Events for which this application has no classes: another one appends them. */
@QuarkusTest
class UnknownForwardingTest {

    private static final String APPEND = """
            with stream as (insert into event_store.streams (stream_name, stream_version) values ($1, 1) returning stream_id)
            insert into event_store.events (stream_id, stream_version, event_id, event_type, data, recorded_at)
            select stream_id, 1, gen_random_uuid(), 'price-changed', '{"price": 1.50}', clock_timestamp() from stream
            """;

    private final String stream = "forward-unknown-" + UUID.randomUUID();

    @Inject
    Pool pool;

    @Inject
    Forwarded forwarded;

    @Test
    void are_forwarded_as_they_are_stored() {
        pool.preparedQuery(APPEND).execute(Tuple.of(stream)).await().atMost(Duration.ofSeconds(10));

        await().atMost(Duration.ofSeconds(30)).until(() -> !forwarded.accepted(stream).isEmpty());

        assertThat(forwarded.texts).containsEntry(stream + ":1", "{\"price\": 1.50}");
    }
}
