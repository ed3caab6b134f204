package org.acme.productdemand;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * The read model: how many pieces of each product lie in carts, and up to which event that holds for each cart. Both change
 * together, so that an event that comes again, as it may after a crash, counts once.
 */
@Path("/products/{product}/demand")
@ApplicationScoped
public class ProductDemand {

    private static final String CREATE = """
            create table if not exists carts (cart text primary key, version bigint not null);
            create table if not exists demand (product text primary key, pieces bigint not null)
            """;
    private static final String SEE = """
            insert into carts (cart, version) values ($1, $2)
            on conflict (cart) do update set version = excluded.version where carts.version < excluded.version
            """;
    private static final String CHANGE = """
            insert into demand (product, pieces) values ($1, $2)
            on conflict (product) do update set pieces = demand.pieces + excluded.pieces
            """;

    private final Pool pool;

    ProductDemand(Pool pool) {
        this.pool = pool;
    }

    void create(@Observes StartupEvent event) {
        pool.query(CREATE).execute().await().indefinitely();
    }

    @GET
    public Uni<Long> of(String product) {
        return pool.preparedQuery("select coalesce(sum(pieces), 0)::bigint from demand where product = $1")
                .execute(Tuple.of(product)).map(rows -> rows.iterator().next().getLong(0));
    }

    Uni<Void> change(String cart, long version, CartItem item, int sign) {
        return pool.withTransaction(transaction -> transaction.preparedQuery(SEE).execute(Tuple.of(cart, version))
                .chain(seen -> seen.rowCount() == 0 ? Uni.createFrom().voidItem()
                        : change(transaction, item.product(), (long) sign * item.quantity())));
    }

    private static Uni<Void> change(SqlConnection transaction, String product, long pieces) {
        return transaction.preparedQuery(CHANGE).execute(Tuple.of(product, pieces)).replaceWithVoid();
    }
}
