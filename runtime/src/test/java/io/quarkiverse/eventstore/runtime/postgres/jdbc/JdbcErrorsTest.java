package io.quarkiverse.eventstore.runtime.postgres.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.eventstore.EventStoreStorageException;
import io.quarkiverse.eventstore.EventStoreUnavailableException;

class JdbcErrorsTest {

    @Test
    void what_the_server_refused_was_not_stored() {
        assertThat(JdbcErrors.of(new SQLException("ERROR: could not write to file\n  Where: here", "53100")))
                .isInstanceOf(EventStoreStorageException.class)
                .hasMessage("PostgreSQL: expected the statement to succeed, but it failed with 53100: could not write to file");
    }

    /** It gives up when it cannot write its log, also in the middle of a commit. */
    @ParameterizedTest
    @CsvSource({ "PANIC, 53100", "PANIC, 58030", "PANIC, XX000", "PANIK, 58030", "FATAL, 57P01" })
    void nobody_knows_what_a_server_stored_that_gave_up(String severity, String state) {
        assertThat(JdbcErrors.of(new SQLException(severity + ": could not write to file", state)))
                .isInstanceOf(EventStoreUnavailableException.class)
                .hasMessageStartingWith("PostgreSQL: expected an answer over the connection, but there is none: ")
                .hasMessageContaining("could not write to file").hasMessageContaining(state);
    }
}
