package io.quarkiverse.eventstore.bench.launcher;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * The one PostgreSQL that all contenders share: durable, with room for the working set.
 */
public final class Server implements AutoCloseable {

    /** Written into the report. */
    public static final Map<String, String> SETTINGS = new TreeMap<>(Map.of(
            "fsync", "on", "synchronous_commit", "on", "full_page_writes", "on", "shared_buffers", "1GB",
            "max_wal_size", "8GB", "checkpoint_timeout", "30min", "max_connections", "500"));

    private static final String FILL = """
            with stream as (
                insert into %1$s.streams (stream_name, stream_version)
                select '%2$s-' || s, %4$d from generate_series(0, %3$d - 1) s
                returning stream_id
            )
            insert into %1$s.events (stream_id, stream_version, event_id, event_type, data, recorded_at)
            select stream_id, version, gen_random_uuid(), 'ProductAdded',
                   '{"productId":"product-12345678","quantity":1,"unitPrice":1999,"name":"A thing with a name","note":"left at the door"}',
                   clock_timestamp()
            from stream, generate_series(1, %4$d) version
            order by %5$s
            """;

    private final EmbeddedPostgres postgres;
    private final Set<String> filled = new HashSet<>();

    private Server(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    public static Server start() throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
        SETTINGS.forEach(builder::setServerConfig);
        return new Server(builder.start());
    }

    int port() {
        return postgres.getPort();
    }

    public String version() {
        return query("show server_version");
    }

    /** Adds streams of equally many events, outside of any measurement and once, and tidies up. */
    void fill(String schema, String prefix, long streams, long events) {
        fill(schema, prefix, streams, events, "stream_id, version");
    }

    /** The same, in the order in which 1,000 streams at a time would have grown. */
    void fillAlternately(String schema, String prefix, long streams, long events) {
        fill(schema, prefix, streams, events, "stream_id / 1000, version, stream_id");
    }

    private void fill(String schema, String prefix, long streams, long events, String order) {
        String sql = FILL.formatted(schema, prefix, streams, events, order);
        if (filled.add(sql)) {
            execute(sql);
            execute("vacuum analyze");
        }
    }

    /** So that no contender pays for the dirty pages of the one before. */
    void checkpoint() {
        execute("checkpoint");
    }

    private void execute(String sql) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private String query(String sql) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
