package io.quarkiverse.eventstore.projection;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InlineStatementTest {

    @Test
    void says_what_is_missing() {
        assertThatThrownBy(() -> InlineStatement.named(null, Object.class, "select"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Inline statement: expected a name, but it is null.");
        assertThatThrownBy(() -> InlineStatement.named("totals", null, "select")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Inline statement totals: expected an event type, but it is null.");
        assertThatThrownBy(() -> InlineStatement.named("totals", Object.class, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Inline statement totals: expected a statement, but it is null.");
    }
}
