package io.quarkiverse.eventstore.embedded.postgresql.deployment;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

/**
 * Tells as whom the application talks to each of its servers.
 */
@Path("roles")
public class RolesResource {

    @Inject
    Pool pool;

    @Inject
    @ReactiveDataSource("ledger")
    Pool ledger;

    @Inject
    @ReactiveDataSource("orders")
    Pool orders;

    @GET
    public Uni<String> roles() {
        return Multi.createFrom().iterable(List.of(pool, ledger, orders))
                .onItem().transformToUniAndConcatenate(each -> each.query("select session_user::text").execute())
                .map(rows -> rows.iterator().next().getString(0))
                .collect().asList()
                .map(roles -> String.join(", ", roles));
    }
}
