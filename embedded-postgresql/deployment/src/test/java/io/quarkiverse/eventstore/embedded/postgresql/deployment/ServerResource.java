package io.quarkiverse.eventstore.embedded.postgresql.deployment;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

/**
 * Tells which server the application talks to.
 */
@Path("server")
public class ServerResource {

    @Inject
    Pool pool;

    @GET
    public Uni<String> startedAt() {
        return pool.query("select pg_postmaster_start_time()::text || ', fsync ' || current_setting('fsync')")
                .execute()
                .map(rows -> rows.iterator().next().getString(0));
    }
}
