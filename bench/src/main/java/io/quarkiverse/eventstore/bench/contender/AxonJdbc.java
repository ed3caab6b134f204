package io.quarkiverse.eventstore.bench.contender;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.eventsourcing.eventstore.jpa.SQLStateResolver;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.json.JacksonSerializer;

import com.zaxxer.hikari.HikariDataSource;

import io.quarkiverse.eventstore.bench.BenchEvent;
import io.quarkiverse.eventstore.bench.BenchEvent.ProductAdded;

/**
 * Axon Framework's JDBC engine as its reference guide sets it up: the tables of its factory for PostgreSQL, events through
 * Jackson, HikariCP with 16 connections, one transaction per append, the default batch size of reads.
 */
public final class AxonJdbc implements Contender {

    private final JdbcEventStorageEngine engine;

    public AxonJdbc(HikariDataSource dataSource) {
        ThreadTransactions transactions = new ThreadTransactions(dataSource);
        JacksonSerializer serializer = JacksonSerializer.defaultSerializer();
        engine = JdbcEventStorageEngine.builder()
                .connectionProvider(transactions::connection)
                .transactionManager(transactions)
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .persistenceExceptionResolver(new SQLStateResolver())
                .build();
        engine.createSchema(PostgresEventTableFactory.INSTANCE);
    }

    @Override
    public boolean isBlocking() {
        return true;
    }

    @Override
    public CompletionStage<Long> append(String stream, int events) {
        return extend(stream, 0, events);
    }

    @Override
    public CompletionStage<Long> extend(String stream, long version, int events) {
        engine.appendEvents(IntStream.range(0, events).mapToObj(i -> event(stream, version + i, i)).toList());
        return CompletableFuture.completedFuture((long) events);
    }

    @Override
    public CompletionStage<Long> version(String stream) {
        return CompletableFuture.completedFuture(engine.lastSequenceNumberFor(stream).map(last -> last + 1).orElse(0L));
    }

    @Override
    public CompletionStage<Boolean> appendAt(String stream, long version) {
        try {
            engine.appendEvents(List.of(event(stream, version, 1)));
            return CompletableFuture.completedFuture(true);
        } catch (ConcurrencyException | AggregateStreamCreationException e) {
            return CompletableFuture.completedFuture(false);
        }
    }

    @Override
    public CompletionStage<Long> aggregate(String stream) {
        DomainEventStream events = engine.readEvents(stream);
        long sum = 0;
        long count = 0;
        while (events.hasNext()) {
            sum += ((ProductAdded) events.next().getPayload()).quantity();
            count++;
        }
        return CompletableFuture.completedFuture(sum < 0 ? -1 : count);
    }

    private static GenericDomainEventMessage<BenchEvent> event(String stream, long sequence, int quantity) {
        return new GenericDomainEventMessage<>("ShoppingCart", stream, sequence, BenchEvent.sample(quantity));
    }
}
