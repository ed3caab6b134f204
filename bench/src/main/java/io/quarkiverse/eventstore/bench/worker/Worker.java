package io.quarkiverse.eventstore.bench.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.bench.Measurement;
import io.quarkiverse.eventstore.bench.Work;
import io.quarkiverse.eventstore.bench.contender.AxonJdbc;
import io.quarkiverse.eventstore.bench.contender.BareClient;
import io.quarkiverse.eventstore.bench.contender.Contender;
import io.quarkiverse.eventstore.bench.contender.QuarkusEventStore;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.vertx.sqlclient.Pool;

/** Does work, line by line, until there is no more. Argument: which contender. */
@QuarkusMain
public class Worker implements QuarkusApplication {

    private final EventStore store;
    private final Pool pool;
    private final ObjectMapper json;
    private final String schema;
    private final String jdbcUrl;

    Worker(EventStore store, Pool pool, ObjectMapper json,
            @ConfigProperty(name = "quarkus.event-store.postgresql.schema") String schema,
            @ConfigProperty(name = "bench.jdbc-url") String jdbcUrl) {
        this.store = store;
        this.pool = pool;
        this.json = json;
        this.schema = schema;
        this.jdbcUrl = jdbcUrl;
    }

    @Override
    public int run(String... arguments) throws IOException {
        Workloads workloads = new Workloads(contender(arguments[0]));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Work work = json.readValue(line, Work.class);
            Measurement measurement = work.action().equals("memory")
                    ? new StreamMemory(store).read(work.run())
                    : workloads.run(work);
            System.out.println(json.writeValueAsString(measurement));
        }
        return 0;
    }

    private Contender contender(String name) {
        return switch (name) {
            case "store" -> new QuarkusEventStore(store);
            case "bare" -> new BareClient(pool, schema);
            case "axon" -> new AxonJdbc(dataSource());
            default -> throw new IllegalArgumentException("Contender: expected store, bare or axon, but it is " + name + ".");
        };
    }

    private HikariDataSource dataSource() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl);
        config.setMaximumPoolSize(16);
        return new HikariDataSource(config);
    }
}
