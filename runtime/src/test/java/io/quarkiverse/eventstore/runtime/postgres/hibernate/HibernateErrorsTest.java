package io.quarkiverse.eventstore.runtime.postgres.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;

import jakarta.persistence.PersistenceException;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.EventStoreStorageException;
import io.quarkiverse.eventstore.EventStoreUnavailableException;
import io.quarkiverse.eventstore.TransactionRolledBackException;
import io.vertx.pgclient.PgException;

class HibernateErrorsTest {

    private static final PgException REFUSED = answer("23503", "violates foreign key constraint");

    @Test
    void what_the_database_refuses_is_known() {
        assertThat(HibernateErrors.translate(REFUSED)).isInstanceOf(EventStoreStorageException.class)
                .hasMessage("PostgreSQL: expected the statement to succeed, but it failed with 23503: violates foreign key "
                        + "constraint");
    }

    @Test
    void what_the_database_answered_is_found_in_what_hibernate_makes_of_it() {
        assertThat(HibernateErrors.translate(new PersistenceException(answer("40P01", "deadlock detected"))))
                .isInstanceOf(TransactionRolledBackException.class);
    }

    @Test
    void what_hibernate_refuses_is_rolled_back() {
        assertThat(HibernateErrors.translate(new PersistenceException("no such entity")))
                .isInstanceOf(EventStoreStorageException.class).hasMessageEndingWith("but it was rolled back: no such entity");
    }

    @Test
    void a_database_that_cannot_be_reached_is_unavailable() {
        assertThat(HibernateErrors.translate(new ConnectException("Connection refused")))
                .isInstanceOf(EventStoreUnavailableException.class).hasMessageEndingWith("Connection refused");
    }

    @Test
    void a_flush_fails_with_what_says_something_about_entities() {
        PersistenceException failure = new PersistenceException(REFUSED);

        assertThat(HibernateErrors.ofFlush(failure)).isSameAs(failure);
    }

    @Test
    void a_flush_fails_with_what_the_application_finds() {
        IllegalArgumentException failure = new IllegalArgumentException("weight must be positive");

        assertThat(HibernateErrors.ofFlush(failure)).isSameAs(failure);
    }

    @Test
    void a_flush_without_an_answer_fails_as_unavailable() {
        assertThat(HibernateErrors.ofFlush(new ConnectException("Connection reset by peer")))
                .isInstanceOf(EventStoreUnavailableException.class);
    }

    private static PgException answer(String sqlState, String message) {
        return new PgException(message, "ERROR", sqlState, null);
    }
}
