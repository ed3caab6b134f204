package io.quarkiverse.eventstore.bench.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.bench.Company;
import io.quarkiverse.eventstore.bench.Measurement;
import io.quarkiverse.eventstore.bench.Work;
import io.quarkiverse.eventstore.bench.contender.AppendsWithRecords;
import io.quarkiverse.eventstore.bench.contender.AxonJdbc;
import io.quarkiverse.eventstore.bench.contender.BareClient;
import io.quarkiverse.eventstore.bench.contender.BareProducer;
import io.quarkiverse.eventstore.bench.contender.Contender;
import io.quarkiverse.eventstore.bench.contender.QuarkusEventStore;
import io.quarkiverse.eventstore.runtime.observability.ForwardingMeter;
import io.quarkiverse.eventstore.runtime.postgres.PostgresEventStorage;
import io.quarkiverse.eventstore.runtime.postgres.pgclient.PgClientDatabase;
import io.quarkiverse.eventstore.runtime.postgres.sql.SchemaName;
import io.quarkiverse.eventstore.runtime.store.TransactionSessionFactory;
import io.quarkiverse.eventstore.runtime.store.codec.EventCodec;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoops;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.subscription.Subscriptions;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;

/** Does work, line by line, until there is no more. Argument: which contender. */
@QuarkusMain
public class Worker implements QuarkusApplication {

    private final EventStore store;
    private final Subscriptions subscriptions;
    private final EventCodec codec;
    private final TransactionSessionFactory transactions;
    private final RunnerLoops loops;
    private final ForwardingMeter meter;
    private final Vertx vertx;
    private final Pool pool;
    private final ObjectMapper json;
    private final String schema;
    private final String jdbcUrl;
    private final String bootstrapServers;

    private @Nullable Subscriptions otherNode;
    private @Nullable AppendsWithRecords records;

    Worker(EventStore store, Subscriptions subscriptions, EventCodec codec, TransactionSessionFactory transactions,
            RunnerLoops loops, ForwardingMeter meter, Vertx vertx, Pool pool, ObjectMapper json,
            @ConfigProperty(name = "quarkus.event-store.postgresql.schema") String schema,
            @ConfigProperty(name = "bench.jdbc-url") String jdbcUrl,
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "none") String bootstrapServers) {
        this.store = store;
        this.subscriptions = subscriptions;
        this.codec = codec;
        this.transactions = transactions;
        this.loops = loops;
        this.meter = meter;
        this.vertx = vertx;
        this.pool = pool;
        this.json = json;
        this.schema = schema;
        this.jdbcUrl = jdbcUrl;
        this.bootstrapServers = bootstrapServers;
    }

    @Override
    public int run(String... arguments) throws IOException {
        Workloads workloads = new Workloads(contender(arguments[0]));
        LiveSubscriptions live = new LiveSubscriptions(store, subscriptions);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Work work = json.readValue(line, Work.class);
            live.become(work.company());
            CompilerTime compiler = new CompilerTime();
            Measurement measurement = measure(work, arguments[0], workloads);
            System.out.println(json.writeValueAsString(measurement.whileCompiling(compiler.part())));
        }
        return 0;
    }

    private Measurement measure(Work work, String contender, Workloads workloads) {
        return switch (work.action()) {
            case "memory" -> new StreamMemory(store).read(work.run());
            case "catch-up" -> contender.equals("bare") ? workloads.pageThroughLog(work, new BareClient(pool, schema))
                    : new Following(store, subscriptions).catchUp(work);
            case "forward" -> contender.equals("kafka") ? Forwarding.bare(work, bootstrapServers)
                    : Forwarding.durably(work, subscriptions);
            case "delivery" -> new Following(store, subscriptions).deliver(work);
            case "delivery-elsewhere" -> new Following(store, otherNode()).deliver(work);
            default -> {
                Measurement measurement = work.company() == Company.RECORDS ? withRecords(work) : workloads.run(work);
                Forwarding.awaitSent(meter);
                if (contender.equals("store-durable")) {
                    Forwarding.awaitEnd(subscriptions);
                }
                yield measurement;
            }
        };
    }

    private Measurement withRecords(Work work) {
        if (records == null) {
            records = new AppendsWithRecords(new QuarkusEventStore(store), new BareProducer(bootstrapServers));
        }
        Measurement measurement = new Workloads(records).run(work);
        records.flush();
        return measurement;
    }

    /** Follows the log over a pool and with leases of its own: it hears of appends through the database only. */
    private Subscriptions otherNode() {
        if (otherNode == null) {
            EventStorage storage = new PostgresEventStorage(new PgClientDatabase(pool, vertx), new SchemaName(schema));
            otherNode = new DurableSubscriptions(storage, codec, transactions, loops, Duration.ofSeconds(10));
        }
        return otherNode;
    }

    private Contender contender(String name) {
        return switch (name) {
            case "store", "store-durable" -> new QuarkusEventStore(store);
            case "bare", "kafka" -> new BareClient(pool, schema);
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
