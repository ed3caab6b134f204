package io.quarkiverse.eventstore.runtime.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventStoreException;
import io.quarkiverse.eventstore.EventStoreStorageException;
import io.quarkiverse.eventstore.InlineProjectionException;

/** Errors of the function that runs statements of inline projections. */
class ProjectionErrorsTest {

    private static final String TOLD = "\u001etotals\u001fcart-1\u001f3\u001fadded\u001fnot \u001f now (23514)";

    private final Exception cause = new IllegalStateException("of the driver");

    @Test
    void name_the_projection_and_the_event() {
        assertThat(error(TOLD)).isInstanceOfSatisfying(InlineProjectionException.class, failure -> {
            assertThat(failure.projectionName()).isEqualTo("totals");
            assertThat(failure.streamName()).isEqualTo("cart-1");
        }).hasMessage("Inline projection totals: expected it to take event 3 (added) of stream cart-1, but it failed: "
                + "not \u001f now (23514); nothing was appended.").hasCause(cause);
    }

    @Test
    void are_told_behind_what_a_driver_puts_before_them() {
        assertThat(error("FEHLER: " + TOLD)).isInstanceOf(InlineProjectionException.class)
                .hasMessage(error(TOLD).getMessage());
    }

    @Test
    void are_errors_of_the_database_if_they_cannot_be_read() {
        assertThat(error("something else")).isInstanceOf(EventStoreStorageException.class)
                .hasMessage(
                        "PostgreSQL: expected the statement of an inline projection to succeed, but it failed: something else")
                .hasCause(cause);
        assertThat(error("\u001etotals\u001fcart\u001fx\u001fadded\u001fno")).isInstanceOf(EventStoreStorageException.class);
    }

    private EventStoreException error(String message) {
        return SqlErrors.ofState("ERROR", "ES002", message, cause);
    }
}
