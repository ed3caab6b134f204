package io.quarkiverse.eventstore.runtime.postgres;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.runtime.postgres.sql.NextStatement;
import io.quarkiverse.eventstore.runtime.postgres.sql.SchemaName;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlDatabase;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlStatement;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlTexts;
import io.quarkiverse.eventstore.spi.AppendSignals;
import io.quarkiverse.eventstore.spi.Signal;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * Signals through {@code NOTIFY}, which takes a lock of the whole cluster at its commit: so never in a transaction that
 * appends, and at most one within some milliseconds. The first one after a while can follow its append on the same connection;
 * while that append waits for its stream, others go on.
 */
final class PostgresSignals implements AppendSignals {

    private static final Logger LOG = Logger.getLogger(PostgresSignals.class);

    private static final Duration APART = Duration.ofMillis(5);

    /** How long it is taken for granted that nobody else listens; until then, others find events by looking. */
    private static final Duration ALONE = Duration.ofMillis(500);

    /** The answer of a connection that broke without a word never comes, and later signals do not wait for it. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(5);

    private final SqlDatabase database;
    private final String notify;
    private final String listen;
    private final String channel;
    private final String node;

    private final Set<Signal> waiting = EnumSet.noneOf(Signal.class);
    private boolean isResting;
    private boolean isAnnouncing;
    private long announcedPosition = -1;
    private boolean isEnded;
    private CompletionStage<@Nullable Void> told = CompletableFuture.completedStage(null);
    private CompletionStage<@Nullable Void> lastAnnouncement = CompletableFuture.completedStage(null);

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
            tellWaiting();
        }
    }

    @Override
    public void appended(long lastPosition) {
        synchronized (waiting) {
            if (lastPosition != announcedPosition) {
                send(Signal.APPENDED);
            }
        }
    }

    /**
     * The signal to be sent right behind an append; empty if one was sent a moment ago, or follows another append. When the
     * append has succeeded, {@link #wasAnnounced(long)} says so. If it cannot be sent there, it is sent like any other.
     */
    Optional<NextStatement> announcement() {
        synchronized (waiting) {
            if (isEnded || isResting || isAnnouncing) {
                return Optional.empty();
            }
            isAnnouncing = true;
            NextStatement announcement = statement(Set.of(Signal.APPENDED));
            lastAnnouncement = announcement.hasRow().handle(this::announced).copy()
                    .completeOnTimeout(null, ANSWERED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                    .thenRun(this::letAnnounce);
            return Optional.of(announcement);
        }
    }

    /** An append was committed before its signal was sent on its connection: it needs no other one. */
    void wasAnnounced(long lastPosition) {
        synchronized (waiting) {
            announcedPosition = lastPosition;
        }
    }

    private @Nullable Void announced(@Nullable Boolean isAnybodyTold, @Nullable Throwable failure) {
        synchronized (waiting) {
            if (failure != null || isAnybodyTold == null) {
                LOG.debugf(failure, "Other nodes could not be told of an append on its connection.");
                send(Signal.APPENDED);
            } else if (!isResting) {
                isResting = true;
                rest(restAfter(isAnybodyTold));
            }
        }
        return null;
    }

    private void letAnnounce() {
        synchronized (waiting) {
            isAnnouncing = false;
        }
    }

    @Override
    public Uni<Void> end() {
        return Uni.createFrom().completionStage(() -> {
            synchronized (waiting) {
                isEnded = true;
                if (!waiting.isEmpty()) {
                    tellWaiting();
                }
                return told.thenCombine(lastAnnouncement, (before, after) -> after);
            }
        });
    }

    @Override
    public Cancellable listen(Consumer<Signal> listener) {
        return database.listen(listen, text -> heard(text).ifPresent(listener));
    }

    /** Tells what waits when what was told before has been answered, and then rests. */
    private void tellWaiting() {
        Set<Signal> signals = EnumSet.copyOf(waiting);
        waiting.clear();
        told = told.thenCompose(before -> tell(signals))
                .exceptionally(failure -> {
                    LOG.debugf(failure, "Other nodes could not be told of %s; they find out by looking.", signals);
                    return ALONE;
                })
                .thenAccept(this::rest);
    }

    /** How long to rest then. */
    private CompletionStage<Duration> tell(Set<Signal> signals) {
        NextStatement statement = statement(signals);
        statement.runOn(database.detached());
        return statement.hasRow()
                .thenApply(isAnybodyTold -> restAfter(isAnybodyTold || signals.contains(Signal.STEERED)))
                .orTimeout(ANSWERED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private NextStatement statement(Set<Signal> signals) {
        String text = node + signals.stream().map(signal -> ":" + signal).reduce("", String::concat);
        return new NextStatement(notify, List.of(channel, text, node));
    }

    private static Duration restAfter(boolean isAnybodyTold) {
        return isAnybodyTold ? APART : ALONE;
    }

    private void rest(Duration duration) {
        synchronized (waiting) {
            if (!isEnded) {
                database.runAfter(duration, this::goOn);
            }
        }
    }

    private void goOn() {
        synchronized (waiting) {
            if (waiting.isEmpty()) {
                isResting = false;
            } else {
                tellWaiting();
            }
        }
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
}
