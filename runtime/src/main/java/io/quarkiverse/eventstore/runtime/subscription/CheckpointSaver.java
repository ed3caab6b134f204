package io.quarkiverse.eventstore.runtime.subscription;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.runtime.subscription.delivery.LeaseLostException;
import io.quarkiverse.eventstore.runtime.subscription.delivery.Tenure;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoop;
import io.quarkiverse.eventstore.runtime.subscription.loop.SaveMoments;
import io.quarkiverse.eventstore.spi.CheckpointStorage;
import io.quarkiverse.eventstore.spi.Progress;
import io.quarkiverse.eventstore.subscription.ParkedEvent;
import io.smallrye.mutiny.Uni;

/**
 * Saves what a runner has done beside its work: at once when it has nothing else to do, and soon otherwise. Confined to the
 * runner's loop.
 */
final class CheckpointSaver {

    /** How long it waits after a save that failed. */
    private static final Duration LATER = Duration.ofSeconds(1);

    private final CheckpointStorage checkpoints;
    private final Tenure tenure;
    private final RunnerLoop loop;

    private @Nullable Progress unsaved;
    private Uni<Void> underWay = Uni.createFrom().voidItem();
    private boolean isSaving;
    private boolean isDue;
    private long lastSave = latestMoment() - 1;

    CheckpointSaver(CheckpointStorage checkpoints, Tenure tenure, RunnerLoop loop) {
        this.checkpoints = checkpoints;
        this.tenure = tenure;
        this.loop = loop;
    }

    /** Takes what was done, to be saved soon; at once if that is wished and the last time is a while ago. */
    void done(Progress progress, boolean atOnce) {
        unsaved = unsaved == null ? progress : joined(unsaved, progress);
        if (atOnce) {
            saveIfTime();
        } else {
            saveAfter(untilNextMoment());
        }
    }

    /** Once in each moment. */
    private void saveIfTime() {
        if (latestMoment() == lastSave) {
            saveAfter(untilNextMoment());
        } else {
            saveBesides();
        }
    }

    private static long latestMoment() {
        return SaveMoments.OF_THIS_NODE.latest(System.nanoTime());
    }

    private static Duration untilNextMoment() {
        return SaveMoments.OF_THIS_NODE.untilNext(System.nanoTime());
    }

    private void saveAfter(Duration pause) {
        if (!isDue) {
            isDue = true;
            loop.runAfter(pause, this::saveWhenDue);
        }
    }

    private void saveWhenDue() {
        isDue = false;
        saveBesides();
    }

    /**
     * Saves everything, also what is under way, and what is sent when that has ended. Fails if that fails, or with a
     * {@link LeaseLostException}.
     */
    Uni<Void> flush() {
        return Uni.createFrom().deferred(() -> underWay).onFailure().recoverWithNull().chain(this::flushRest);
    }

    private Uni<Void> flushRest() {
        if (isSaving) {
            return flush();
        }
        return unsaved == null ? Uni.createFrom().voidItem() : save();
    }

    /** Gives up what was not saved. */
    void forget() {
        unsaved = null;
    }

    private void saveBesides() {
        if (isSaving || unsaved == null || tenure.isEnding()) {
            return;
        }
        if (tenure.isOver()) {
            // The answer to the renewal may be on its way.
            saveAfter(LATER);
            return;
        }
        save().subscribe().with(saved -> saveRest(), failure -> lostOrLater(failure));
    }

    private void saveRest() {
        if (unsaved != null) {
            saveIfTime();
        }
    }

    private void lostOrLater(Throwable failure) {
        if (failure instanceof LeaseLostException) {
            tenure.end();
        } else {
            saveAfter(LATER);
        }
    }

    private Uni<Void> save() {
        Progress progress = unsaved;
        if (progress == null) {
            return Uni.createFrom().voidItem();
        }
        unsaved = null;
        isSaving = true;
        lastSave = latestMoment();
        underWay = checkpoints.save(tenure.lease(), progress)
                .emitOn(loop)
                .invoke(tenure::requireHeld)
                .replaceWithVoid()
                .onFailure().invoke(failure -> keep(progress))
                .onTermination().invoke(() -> isSaving = false)
                .memoize().indefinitely();
        return underWay;
    }

    private void keep(Progress progress) {
        Progress later = unsaved;
        unsaved = later == null ? progress : joined(progress, later);
    }

    private static Progress joined(Progress first, Progress then) {
        List<ParkedEvent> parked = new ArrayList<>(first.parked());
        parked.addAll(then.parked());
        List<Long> unparked = new ArrayList<>(first.unparked());
        unparked.addAll(then.unparked());
        return new Progress(Math.max(first.position(), then.position()), parked, unparked);
    }
}
