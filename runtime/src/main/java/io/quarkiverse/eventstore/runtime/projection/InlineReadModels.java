package io.quarkiverse.eventstore.runtime.projection;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstore.EventStoreSession;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.projection.InlineProjection;
import io.quarkiverse.eventstore.runtime.store.InlineProjections;
import io.quarkiverse.eventstore.runtime.store.TransactionSessionFactory;
import io.quarkiverse.eventstore.runtime.store.codec.EventCodec;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoop;
import io.quarkiverse.eventstore.spi.EventStorage;
import io.quarkiverse.eventstore.spi.InlineState;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;
import io.quarkiverse.eventstore.subscription.SubscriptionStatus;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Keeps those inline projections that follow the log for the time being, and makes them inline when they have caught up.
 * <p>
 * While one changes over, nobody appends what concerns it: so the transaction that changes it over projects what is left, and
 * whatever is appended later is projected by its own append.
 */
public final class InlineReadModels {

    private static final Logger LOG = Logger.getLogger(InlineReadModels.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration WHILE_WAITING = Duration.ofMillis(50);

    private final InlineProjections projections;
    private final EventStorage storage;
    private final UnprojectedEvents unprojected;
    private final TransactionSessionFactory transactions;
    private final DurableSubscriptions subscriptions;
    private final RunnerLoop loop;
    private final SeenWait seen;
    private volatile boolean isStopped;
    private final Turns<InlineReadModels> turns = new Turns<>(this);

    public InlineReadModels(InlineProjections projections, EventStorage storage, EventCodec codec,
            TransactionSessionFactory transactions, DurableSubscriptions subscriptions, RunnerLoop loop) {
        this.projections = projections;
        this.storage = storage;
        this.unprojected = new UnprojectedEvents(codec);
        this.transactions = transactions;
        this.subscriptions = subscriptions;
        this.loop = loop;
        this.seen = new SeenWait(this::follower, subscriptions, loop);
    }

    /** Starts no subscription on its own any more. */
    public void stopLooking() {
        isStopped = true;
    }

    boolean has(String name) {
        return projections.all().stream().anyMatch(projection -> projection.name().equals(name));
    }

    /** Makes all inline that are not far behind the log; the others follow it until they are. */
    public Uni<Void> start() {
        return projections.all().isEmpty() ? Uni.createFrom().voidItem() : keepUp().invoke(this::lookLater);
    }

    /** Empties the read model and has it follow the log from the beginning, until it is inline again. Completes then. */
    Uni<Void> rebuild(String name) {
        return change(name, state -> state.following(0, true), session -> projection(name).clear(session))
                .chain(() -> awaitInline(name));
    }

    /** Has the projection follow the log from now on. */
    Uni<Void> follow(String name) {
        return change(name, state -> state.following(state.isInline() ? state.lastPosition() : state.followedTo(), false))
                .chain(this::keepUp);
    }

    /** Has the projection become inline when it has caught up. Completes then. */
    Uni<Void> makeInline(String name) {
        return change(name, state -> state.isInline() ? state : state.following(state.followedTo(), true))
                .chain(() -> awaitInline(name));
    }

    /** Completes when the read model has seen the position: at once if it is inline. */
    Uni<Void> hasSeen(String name, long globalPosition, Duration atMost) {
        return seen.await(name, globalPosition, atMost);
    }

    private Uni<Optional<String>> follower(String name) {
        return state(name).map(state -> state.isInline() ? Optional.empty() : Optional.of(InlineState.subscription(name)));
    }

    private Uni<InlineState> state(String name) {
        return storage.projections().inlineStates(Set.of(name)).map(states -> Objects.requireNonNull(states.get(name)));
    }

    private InlineProjection<?> projection(String name) {
        return projections.all().stream().filter(projection -> projection.name().equals(name)).findFirst().orElseThrow();
    }

    private Uni<Void> change(String name, UnaryOperator<InlineState> change) {
        return change(name, change, session -> Uni.createFrom().voidItem());
    }

    /** Decides how a projection is kept from now on, and does what belongs to that, while nobody appends what concerns it. */
    private Uni<Void> change(String name, UnaryOperator<InlineState> change, Function<EventStoreSession, Uni<Void>> then) {
        return transactions.withTransaction((session, transaction) -> transaction.projections().beginInlineChange(name)
                .chain(state -> transaction.projections().endInlineChange(name, change.apply(state)))
                .chain(() -> then.apply(session)));
    }

    private Uni<Void> awaitInline(String name) {
        return Multi.createBy().repeating()
                .uni(() -> keepUp().chain(() -> state(name))
                        .invoke(state -> requireComing(name, state))
                        .call(state -> state.isInline() ? Uni.createFrom().voidItem() : pause(name)))
                .until(InlineState::isInline)
                .onItem().ignoreAsUni();
    }

    private void requireComing(String name, InlineState state) {
        if (isStopped || !state.isInline() && !state.isWanted()) {
            throw new IllegalStateException("Inline projection " + name + ": expected it to become inline, but "
                    + (isStopped ? "the application stops." : "it was told to follow the log meanwhile."));
        }
    }

    private Uni<Void> pause(String name) {
        return subscriptions.state(InlineState.subscription(name))
                .invoke(state -> {
                    if (state.status() == SubscriptionStatus.STOPPED) {
                        throw new IllegalStateException(
                                "Inline projection " + name + ": expected it to catch up with the log, but "
                                        + "it stopped: " + state.lastError().orElse("") + " It goes on when subscription "
                                        + state.name()
                                        + " is resumed.");
                    }
                })
                .chain(() -> loop.pause(WHILE_WAITING));
    }

    private void lookLater() {
        loop.runAfter(BETWEEN_LOOKS, () -> {
            if (!isStopped) {
                keepUp().subscribe().with(done -> lookLater(), failure -> {
                    LOG.warnf("Inline projections could not be looked at; trying again: %s", failure);
                    lookLater();
                });
            }
        });
    }

    private Uni<Void> keepUp() {
        return turns.take(models -> isStopped ? Uni.createFrom().voidItem() : models.keepUpInTurn());
    }

    private Uni<Void> keepUpInTurn() {
        Set<String> names = projections.all().stream().map(InlineProjection::name).collect(Collectors.toSet());
        return storage.projections().inlineStates(names)
                .chain(states -> Multi.createFrom().iterable(projections.all())
                        .onItem().transformToUniAndConcatenate(
                                projection -> keepUp(projection, Objects.requireNonNull(states.get(projection.name()))))
                        .onItem().ignoreAsUni());
    }

    /**
     * Becomes inline if it is to, has come far enough, and nobody is in the way; otherwise follows the log, which also tells if
     * it fails for an event.
     */
    private <E> Uni<Void> keepUp(InlineProjection<E> projection, InlineState state) {
        if (state.isInline()) {
            return leaveLog(projection);
        }
        return state.isWanted()
                ? unprojected.read(projection, state, storage::readLog).chain(few -> takeOver(projection))
                        .onFailure().recoverWithUni(reason -> followLog(projection, reason))
                : followLog(projection);
    }

    /** Inline before the rest is projected: what that appends is projected, too. */
    private <E> Uni<Void> takeOver(InlineProjection<E> projection) {
        String name = projection.name();
        return transactions.withTransaction((session, transaction) -> transaction.projections().beginInlineChange(name)
                .chain(state -> state.isInline() || !state.isWanted() ? Uni.createFrom().item(state)
                        : unprojected.read(projection, state, transaction::readLog)
                                .call(() -> transaction.projections().endInlineChange(name, state.inline()))
                                .chain(events -> project(projection, events, session))
                                .call(transaction::flush)
                                .replaceWith(state.inline())))
                .chain(state -> state.isInline() ? leaveLog(projection) : followLog(projection));
    }

    private Uni<Void> leaveLog(InlineProjection<?> projection) {
        String subscription = InlineState.subscription(projection.name());
        if (!subscriptions.isRunning(subscription)) {
            return Uni.createFrom().voidItem();
        }
        LOG.infof("Inline projection %s is inline.", projection.name());
        return subscriptions.stop(subscription);
    }

    /** @param reason why it is not inline, although it is to be; told once */
    private <E> Uni<Void> followLog(InlineProjection<E> projection, Throwable reason) {
        String name = projection.name();
        if (isStopped || subscriptions.isRunning(InlineState.subscription(name))) {
            LOG.debugf(reason, "Inline projection %s is not inline yet.", name);
        } else if (reason instanceof StillBehindException) {
            LOG.infof("Inline projection %s has much to catch up with: until it has, appends do not wait for it.", name);
        } else {
            LOG.warnf(reason, "Inline projection %s could not be brought up to date and is NOT inline: until it is, appends "
                    + "succeed without it. It is tried again.", name);
        }
        return followLog(projection);
    }

    private <E> Uni<Void> followLog(InlineProjection<E> projection) {
        String subscription = InlineState.subscription(projection.name());
        if (isStopped || subscriptions.isRunning(subscription)) {
            return Uni.createFrom().voidItem();
        }
        LOG.infof("Inline projection %s follows the log as subscription %s.", projection.name(), subscription);
        return subscriptions.startTransactional(
                SubscriptionOptions.named(subscription).withFilter(UnprojectedEvents.filter(projection)),
                projection.eventType(),
                projection::project, transactions);
    }

    private static <E> Uni<Void> project(InlineProjection<E> projection, List<RecordedEvent<E>> events,
            EventStoreSession session) {
        return Multi.createFrom().iterable(events)
                .onItem().transformToUniAndConcatenate(event -> projection.project(event, session))
                .onItem().ignoreAsUni();
    }
}
