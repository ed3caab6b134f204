package io.quarkiverse.eventstore.it.hibernate.units;

import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.added;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import jakarta.inject.Inject;

import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.it.hibernate.reactive.Callers;
import io.quarkiverse.eventstore.it.hibernate.reactive.CartSummary;
import io.quarkiverse.eventstore.it.hibernate.reactive.ParcelEvent.ParcelPacked;
import io.quarkiverse.eventstore.it.hibernate.units.archive.ArchivedCart;
import io.quarkiverse.eventstore.it.hibernate.units.reports.CartReport;
import io.quarkus.hibernate.orm.PersistenceUnit;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;

@QuarkusTest
@TestProfile(SeveralUnits.class)
class SeveralUnitsTest {

    private static final Uni<Void> FAILURE = Uni.createFrom().failure(new IllegalStateException("Not today."));

    private final String cart = unique("cart");

    @Inject
    Callers callers;

    @Inject
    EventStore store;

    @Inject
    Mutiny.SessionFactory carts;

    @Inject
    @PersistenceUnit(SeveralUnits.ARCHIVE)
    Mutiny.SessionFactory archive;

    @Inject
    @PersistenceUnit(SeveralUnits.REPORTS)
    Mutiny.SessionFactory reports;

    @Test
    void events_are_part_of_the_transaction_of_a_named_unit() {
        Throwable failure = callers.failureOf(() -> archive.withTransaction(
                session -> session.persist(new ArchivedCart(cart)).chain(this::append).chain(() -> FAILURE)));
        assertThat(failure).hasMessage("Not today.");
        assertThat(version()).isZero();

        callers.await(() -> archive.withTransaction(
                session -> session.persist(new ArchivedCart(cart)).chain(this::append)));
        assertThat(version()).isEqualTo(1);
        ArchivedCart archived = callers.await(() -> archive.withSession(session -> session.find(ArchivedCart.class, cart)));
        assertThat(archived).isNotNull();
    }

    @Test
    void and_of_the_default_unit() {
        callers.failureOf(() -> carts.withTransaction(
                session -> session.persist(new CartSummary(cart, 1)).chain(this::append).chain(() -> FAILURE)));

        assertThat(version()).isZero();
    }

    @Test
    void transactions_of_two_units_at_the_same_time_are_refused() {
        Throwable failure = callers.failureOf(() -> carts.withTransaction(
                outer -> archive.withTransaction(inner -> append())));

        assertThat(failure).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Event store: expected the caller to be in one transaction of Hibernate Reactive on "
                        + "the datasource <default>, but he is in 2");
        assertThat(version()).isZero();
    }

    @Test
    void a_unit_on_another_datasource_is_refused_by_name() {
        Throwable failure = callers.failureOf(() -> reports.withTransaction(
                session -> session.persist(new CartReport(cart)).chain(this::append)));

        assertThat(failure).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Persistence unit reports: expected it to use the datasource <default>, that of the "
                        + "event store")
                .hasMessageContaining("but it uses reports");
        assertThat(version()).isZero();
        CartReport report = callers.await(() -> reports.withSession(session -> session.find(CartReport.class, cart)));
        assertThat(report).isNull();
    }

    @Test
    void inline_projections_have_the_entities_of_the_default_unit() {
        callers.await(() -> store.appendToStream(cart, List.of(new ParcelPacked(cart, 7))));

        assertThat(version()).isEqualTo(1);
        int weight = callers.await(() -> carts.withSession(session -> session
                .createNativeQuery("select weight from Depot where name = ?1", Integer.class).setParameter(1, cart)
                .getSingleResult()));
        assertThat(weight).isEqualTo(7);
    }

    private Uni<AppendToStreamResult> append() {
        return store.appendToStream(cart, List.of(added("apple")));
    }

    private long version() {
        return callers.await(() -> store.readStream(cart, Object.class)).currentStreamVersion();
    }
}
