package io.quarkiverse.eventstore.docs.consistency;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.EventFilter;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.docs.CartTotals;
import io.quarkiverse.eventstore.docs.OnPostgresql;
import io.quarkiverse.eventstore.docs.ShoppingCartEvent.ProductItemAdded;
import io.quarkiverse.eventstore.projection.Projections;
import io.quarkiverse.eventstore.projection.StateProjection;
import io.quarkiverse.eventstore.subscription.FailurePolicy;
import io.quarkiverse.eventstore.subscription.StartFrom;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.subscription.SubscriptionStatus;
import io.quarkiverse.eventstore.subscription.Subscriptions;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;

/**
 * A role that has the privileges on the page about operations, and no others, can do everything.
 */
@QuarkusTest
@TestProfile(PrivilegesTest.AsShop.class)
class PrivilegesTest {

    private static final Pattern GRANTS = Pattern.compile("----\\n(grant .*?)\\n----", Pattern.DOTALL);
    private static final String STREAM = "shopping_cart-privileges";

    @Inject
    @ConfigProperty(name = "quarkus.datasource.reactive.url")
    String url;

    @Inject
    EventStore store;

    @Inject
    Subscriptions subscriptions;

    @Inject
    Projections projections;

    @BeforeEach
    void only_the_privileges_of_the_page() throws SQLException {
        String page = Documentation.read(Documentation.PAGES.resolve("operations.adoc"));
        String grants = GRANTS.matcher(page).results().map(block -> block.group(1)).collect(Collectors.joining("\n"));
        assertThat(grants).contains("event_store.streams", "event_store.projections");
        asSuperuser(url, "reassign owned by shop to postgres; revoke create on database postgres from shop; "
                + "grant usage, create on schema public to shop; " + grants);
    }

    @Test
    void streams_and_the_log() {
        List<Uni<AppendToStreamResult>> appends = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            appends.add(store.appendToStream("shopping_cart-log" + i, List.of(new ProductItemAdded("shoes", 1))));
        }
        done(Uni.join().all(appends).andFailFast());

        assertThat(done(store.readStream("shopping_cart-log1", ProductItemAdded.class)).events()).isNotEmpty();
        assertThat(done(store.readAll(Object.class).collect().asList())).isNotEmpty();
    }

    @Test
    void subscriptions() {
        AtomicBoolean isBroken = new AtomicBoolean(true);
        done(subscriptions.start(SubscriptionOptions.named("carts").withFilter(EventFilter.streamPrefix(STREAM))
                .withFailurePolicy(FailurePolicy.park().withRetries(0, Duration.ofMillis(1), Duration.ofMillis(1))),
                ProductItemAdded.class,
                event -> isBroken.get() ? Uni.createFrom().failure(new IllegalStateException("broken"))
                        : Uni.createFrom().voidItem()));
        add();
        await().until(() -> parked() > 0);

        isBroken.set(false);
        done(subscriptions.retryParked("carts", STREAM));
        await().until(() -> parked() == 0);
        isBroken.set(true);
        add();
        await().until(() -> parked() > 0);
        done(subscriptions.discardParked("carts", STREAM));
        isBroken.set(false);
        done(subscriptions.pause("carts"));
        done(subscriptions.reset("carts", StartFrom.beginning()));
        done(subscriptions.resume("carts"));
        done(subscriptions.awaitPosition("carts", add(), Duration.ofSeconds(30)));

        assertThat(done(subscriptions.state("carts")).status()).isEqualTo(SubscriptionStatus.RUNNING);
        done(subscriptions.stop("carts"));
    }

    @Test
    void projections() {
        var items = new StateProjection<>(SubscriptionOptions.named("items"), ProductItemAdded.class, Integer.class,
                event -> Optional.of(event.streamName()), () -> 0,
                (sum, event) -> Optional.of(sum + event.data().quantity()).filter(next -> next % 2 == 1));
        done(projections.start(items));
        done(projections.start(new CartTotals()));
        add();
        done(projections.rebuild("items"));
        done(projections.rebuild("cart_totals"));
        long position = add();

        done(projections.hasSeen("items", position));
        done(projections.hasSeen("cart_totals", position));
        assertThat(done(projections.state("cart_totals")).version()).isEqualTo(2);
        done(projections.find(items, STREAM));
        done(projections.stop("items"));
        done(projections.stop("cart_totals"));
    }

    private long add() {
        return done(store.appendToStream(STREAM, List.of(new ProductItemAdded("shoes", 1)))).lastEventGlobalPosition();
    }

    private long parked() {
        return done(subscriptions.state("carts")).parkedEvents();
    }

    private static <T> T done(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }

    private static void asSuperuser(String url, String sql) throws SQLException {
        PGSimpleDataSource superuser = new PGSimpleDataSource();
        superuser.setUrl("jdbc:" + url);
        try (var connection = superuser.getConnection("postgres", "postgres");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Lets the application connect as a role of its own, which creates the schema and then owns nothing any more. */
    public static class AsShop extends OnPostgresql {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(ShopServer.class));
        }
    }

    /** The server with the role. */
    public static class ShopServer extends OnPostgresql.Server {

        @Override
        public Map<String, String> start() {
            String url = requireNonNull(super.start().get("quarkus.datasource.reactive.url"));
            try {
                asSuperuser(url, "create role shop login password 'shop'; grant create on database postgres to shop");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return Map.of("quarkus.datasource.reactive.url", url, "quarkus.datasource.username", "shop",
                    "quarkus.datasource.password", "shop");
        }
    }
}
