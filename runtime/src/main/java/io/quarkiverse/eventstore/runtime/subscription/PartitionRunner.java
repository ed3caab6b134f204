package io.quarkiverse.eventstore.runtime.subscription;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.runtime.subscription.delivery.Delivery;
import io.quarkiverse.eventstore.runtime.subscription.delivery.LeaseLostException;
import io.quarkiverse.eventstore.runtime.subscription.delivery.Tenure;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoop;
import io.quarkiverse.eventstore.spi.Checkpoint;
import io.quarkiverse.eventstore.spi.LogPage;
import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.quarkiverse.eventstore.spi.PartitionLease;
import io.quarkiverse.eventstore.spi.Progress;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Runs one partition of a subscription for one tenure: claims its checkpoint, catches up, then follows the end of the log. When
 * the storage fails it begins again at the checkpoint, for as long as it takes.
 */
final class PartitionRunner {

    private static final Logger LOG = Logger.getLogger(PartitionRunner.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final PartitionWork work;
    private final Delivery delivery;
    private final Tenure tenure;
    private final RunnerLoop loop;
    private final PageFeed feed;
    private final CheckpointSaver saver;
    private final ParkedStreams parked;
    private final ParkedRetry parkedRetry;
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();

    private long position;
    private boolean isClaimed;
    private Duration pauseAfterFailure = FIRST_PAUSE;
    private boolean isRetryWanted;
    private boolean isToBeginWithOne;
    private CompletableFuture<?> pausing = CompletableFuture.completedFuture(null);

    PartitionRunner(PartitionWork work, Delivery delivery, Tenure tenure, RunnerLoop loop) {
        this.work = work;
        this.delivery = delivery;
        this.tenure = tenure;
        this.loop = loop;
        this.feed = new PageFeed(work, loop);
        this.saver = new CheckpointSaver(work.checkpoints(), tenure, loop);
        this.parked = new ParkedStreams(tenure.lease().subscription());
        this.parkedRetry = new ParkedRetry(work, delivery, this);
    }

    void start() {
        loop.execute(() -> Multi.createBy().repeating().uni(this::step)
                .whilst(done -> !tenure.isOver())
                .onItem().ignoreAsUni()
                .chain(saver::flush)
                .onFailure().invoke(failure -> LOG.debugf(failure, "%s: the last checkpoint was not saved.", this))
                .onTermination().invoke(tenure::end)
                .subscribe().with(done -> ended.complete(null), failure -> ended.complete(null)));
    }

    /** Has the runner end at once, since another node may have the partition. */
    void lose() {
        tenure.lose();
        end();
    }

    /** Has the runner end after the call of the handler that is under way. */
    void end() {
        tenure.end();
        loop.execute(() -> {
            feed.wake();
            pausing.complete(null);
        });
    }

    /** Completes when the handler is not at work any more. */
    CompletionStage<@Nullable Void> ended() {
        return ended;
    }

    /**
     * Has the runner look after its parked events soon, if it has any: somebody may have discarded them.
     *
     * @param isWanted whether some are to be handled again
     */
    void lookAtParked(boolean isWanted) {
        loop.execute(() -> {
            if (isWanted || !parked.isEmpty()) {
                isRetryWanted = true;
                feed.wake();
            }
        });
    }

    Tenure tenure() {
        return tenure;
    }

    RunnerLoop loop() {
        return loop;
    }

    long position() {
        return position;
    }

    ParkedStreams parked() {
        return parked;
    }

    /** Takes what was handled, to be saved: at once if nothing else is there to do. */
    void done(Progress progress) {
        position = Math.max(position, progress.position());
        boolean isAtEnd = position >= work.tail().settled();
        saver.done(progress, isAtEnd || !progress.parked().isEmpty());
    }

    /** Whether the next page is to be handled one by one. */
    void beginWithOne(boolean wanted) {
        isToBeginWithOne = wanted;
    }

    boolean isToBeginWithOne() {
        return isToBeginWithOne;
    }

    /** Takes what was handled and saved. */
    void moved(Progress progress) {
        position = Math.max(position, progress.position());
    }

    /** Saves what was handled. */
    Uni<Void> flush() {
        return saver.flush();
    }

    /** Waits, shorter if the runner is to end. */
    Uni<Void> pause(Duration duration) {
        return Uni.createFrom().completionStage(() -> {
            CompletableFuture<@Nullable Void> over = new CompletableFuture<>();
            pausing = over;
            loop.runAfter(duration, () -> over.complete(null));
            return tenure.isEnding() ? CompletableFuture.completedStage(null) : over;
        });
    }

    /** Stops the partition at an event until it is resumed. */
    Uni<Void> stopAt(LoggedEvent culprit, Throwable failure) {
        long failedPosition = culprit.event().globalPosition();
        return saver.flush()
                .chain(() -> work.checkpoints().stop(tenure.lease(), failedPosition, ParkedStreams.describe(failure)))
                .emitOn(loop)
                .invoke(tenure::requireHeld)
                .invoke(() -> LOG.errorf(failure,
                        "%s: stopped at event %d of stream %s (position %d), since its handler failed; "
                                + "it goes on there when it is resumed.",
                        this, culprit.event().streamVersion(),
                        culprit.streamName(), failedPosition))
                .invoke(tenure::end)
                .replaceWithVoid();
    }

    @Override
    public String toString() {
        PartitionLease lease = tenure.lease();
        return "Subscription " + lease.subscription() + ", partition " + lease.partition();
    }

    private Uni<Boolean> step() {
        return claimed()
                .chain(() -> isRetryWanted ? retryParked() : Uni.createFrom().voidItem())
                .chain(this::nextPage)
                .emitOn(loop)
                .chain(this::deliver)
                .invoke(() -> pauseAfterFailure = FIRST_PAUSE)
                .replaceWith(true)
                .onFailure(LeaseLostException.class).recoverWithItem(() -> {
                    tenure.end();
                    return false;
                })
                .onFailure().recoverWithUni(this::beginAgainLater);
    }

    private Uni<Void> claimed() {
        if (isClaimed) {
            return Uni.createFrom().voidItem();
        }
        return saver.flush()
                .chain(() -> work.checkpoints().claim(tenure.lease()))
                .emitOn(loop)
                .invoke(found -> begin(found.orElseThrow(() -> new LeaseLostException(tenure.lease()))))
                .replaceWithVoid();
    }

    /** What was handled and not saved is not handled again, unless only the database knows whether it was. */
    private void begin(Checkpoint checkpoint) {
        position = delivery.savesProgress() ? checkpoint.position() : Math.max(position, checkpoint.position());
        parked.replaceBy(checkpoint.parkedStreams());
        isClaimed = true;
        if (checkpoint.isStopped()) {
            tenure.end();
        }
    }

    private Uni<Void> retryParked() {
        isRetryWanted = false;
        return saver.flush().chain(parkedRetry::run);
    }

    private Uni<LogPage> nextPage() {
        return tenure.isOver() ? Uni.createFrom().item(new LogPage(List.of(), position)) : feed.next(position);
    }

    private Uni<Void> deliver(LogPage page) {
        if (page.lastPosition() <= position) {
            return Uni.createFrom().voidItem();
        }
        feed.fetchAhead(page.lastPosition());
        return new PageDelivery(page, this, delivery, work.failurePolicy(), parked).deliver();
    }

    private Uni<Boolean> beginAgainLater(Throwable failure) {
        LOG.logf(tenure.isEnding() ? Level.DEBUG : Level.WARN, "%s: it goes on in %s where it was: %s", this, pauseAfterFailure,
                failure);
        LOG.debug("The failure:", failure);
        Duration pause = pauseAfterFailure;
        Duration doubled = pause.multipliedBy(2);
        pauseAfterFailure = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        isClaimed = false;
        feed.forget();
        parked.forgetUnsaved();
        return pause(pause).replaceWith(true);
    }
}
