package io.quarkiverse.eventstore.runtime.postgres;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstore.spi.AppendSignals;
import io.quarkiverse.eventstore.spi.Signal;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * Signals through {@code NOTIFY}, which takes a lock of the whole cluster at its commit: so never in a transaction that
 * appends, and at most one within some milliseconds.
 */
final class PostgresSignals implements AppendSignals {

    private static final Logger LOG = Logger.getLogger(PostgresSignals.class);

    private static final Duration APART = Duration.ofMillis(5);

    /** How long it is taken for granted that nobody else listens; until then, others find events by looking. */
    private static final Duration ALONE = Duration.ofMillis(500);

    private final SqlDatabase database;
    private final String notify;
    private final String listen;
    private final String channel;
    private final String node;

    private final Set<Signal> waiting = EnumSet.noneOf(Signal.class);
    private boolean isResting;
    private boolean isEnded;

    PostgresSignals(SqlDatabase database, SqlTexts texts, SchemaName schema, String node) {
        this.database = database;
        this.notify = texts.of(SqlStatement.NOTIFY);
        this.listen = texts.of(SqlStatement.LISTEN);
        this.channel = schema.value();
        this.node = node;
    }

    @Override
    public void send(Signal signal) {
        synchronized (waiting) {
            if (isEnded || !waiting.add(signal) || isResting) {
                return;
            }
            isResting = true;
        }
        sendWaiting();
    }

    @Override
    public Cancellable listen(Consumer<Signal> listener) {
        return database.listen(listen, text -> heard(text).ifPresent(listener));
    }

    /** Sends what waits, and nothing after that: other nodes find out by looking. */
    Uni<Void> end() {
        return Uni.createFrom().deferred(() -> {
            List<Signal> last;
            synchronized (waiting) {
                isEnded = true;
                last = takeWaiting();
            }
            return last.isEmpty() ? Uni.createFrom().voidItem()
                    : tell(last).onFailure().recoverWithNull().replaceWithVoid();
        });
    }

    private void sendWaiting() {
        List<Signal> signals;
        synchronized (waiting) {
            signals = takeWaiting();
        }
        tell(signals).subscribe().with(
                told -> rest(told.somebody || signals.contains(Signal.STEERED) ? APART : ALONE),
                failure -> {
                    LOG.debugf(failure, "Other nodes could not be told of %s; they find out by looking.", signals);
                    rest(ALONE);
                });
    }

    private List<Signal> takeWaiting() {
        List<Signal> signals = List.copyOf(waiting);
        waiting.clear();
        return signals;
    }

    private Uni<Told> tell(List<Signal> signals) {
        String text = node + signals.stream().map(signal -> ":" + signal).reduce("", String::concat);
        return Uni.createFrom().completionStage(() -> database.detached().collect(notify, List.of(channel, text, node),
                Told::new, (told, row) -> told.somebody = true));
    }

    private void rest(Duration duration) {
        database.runAfter(duration, () -> {
            synchronized (waiting) {
                if (waiting.isEmpty()) {
                    isResting = false;
                    return;
                }
            }
            sendWaiting();
        });
    }

    /** The signals of another node; of its own it has heard already. */
    private Optional<Signal> heard(String text) {
        String[] parts = text.split(":");
        if (parts.length < 2 || parts[0].equals(node)) {
            return Optional.empty();
        }
        return Arrays.asList(parts).contains(Signal.STEERED.name()) ? Optional.of(Signal.STEERED)
                : Optional.of(Signal.APPENDED);
    }

    private static final class Told {

        private boolean somebody;
    }
}
