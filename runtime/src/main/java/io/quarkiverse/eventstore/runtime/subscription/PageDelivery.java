package io.quarkiverse.eventstore.runtime.subscription;

import java.util.List;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstore.runtime.subscription.delivery.Delivery;
import io.quarkiverse.eventstore.runtime.subscription.delivery.DeliveryFailedException;
import io.quarkiverse.eventstore.spi.LogPage;
import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.quarkiverse.eventstore.spi.Progress;
import io.quarkiverse.eventstore.subscription.FailurePolicy;
import io.quarkiverse.eventstore.subscription.FailurePolicy.WhenExhausted;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Delivers one page of the log, step by step: as many events at once as can be, one alone where the handler failed, and aside
 * what belongs to a parked stream.
 */
final class PageDelivery {

    private static final Logger LOG = Logger.getLogger(PageDelivery.class);

    private final LogPage page;
    private final List<LoggedEvent> events;
    private final PartitionRunner runner;
    private final Delivery delivery;
    private final FailurePolicy policy;
    private final ParkedStreams parked;

    private int next;
    private int failures;
    private boolean isOneByOne;

    PageDelivery(LogPage page, PartitionRunner runner, Delivery delivery, FailurePolicy policy, ParkedStreams parked) {
        this.page = page;
        this.events = page.events();
        this.runner = runner;
        this.delivery = delivery;
        this.policy = policy;
        this.parked = parked;
        this.isOneByOne = runner.isToBeginWithOne();
    }

    /** Completes when the page is dealt with, or the runner is to end before. */
    Uni<Void> deliver() {
        return Multi.createBy().repeating().uni(this::step)
                .whilst(goesOn -> goesOn)
                .onItem().ignoreAsUni();
    }

    private Uni<Boolean> step() {
        while (next < events.size() && parked.contain(events.get(next))) {
            parked.parkBehind(events.get(next++));
        }
        if (next == events.size()) {
            return endPage().replaceWith(false);
        }
        return runner.tenure().isOver() ? Uni.createFrom().item(false) : deliverNext().replaceWith(true);
    }

    /** A transaction that moves the checkpoint on its own must not overtake events that are still to be put aside. */
    private Uni<Void> endPage() {
        boolean isOvertaken = delivery.savesProgress() && !parked.unsaved().isEmpty();
        note(page.lastPosition());
        return isOvertaken ? runner.flush() : Uni.createFrom().voidItem();
    }

    /** Everything up to the position was handled or put aside, and that is never saved apart. */
    private void note(long position) {
        if (position <= runner.position() && parked.unsaved().isEmpty()) {
            return;
        }
        runner.done(new Progress(position, parked.unsaved(), List.of()));
        parked.saved();
    }

    private Uni<Void> deliverNext() {
        int end = endOfChunk();
        Progress after = new Progress(end == events.size() ? page.lastPosition() : position(end - 1), parked.unsaved(),
                List.of());
        int asked = end - next;
        return delivery.deliver(events.subList(next, end), after, runner.tenure())
                .emitOn(runner.loop())
                .invoke(handled -> handled(handled, after))
                .replaceWithVoid()
                .onFailure(DeliveryFailedException.class).recoverWithUni(
                        failure -> failed((DeliveryFailedException) failure, asked))
                .onFailure().invoke(() -> beginWithOneAfter(asked));
    }

    /** A transaction with all of them may be too long for the server. */
    private void beginWithOneAfter(int asked) {
        if (delivery.savesProgress() && asked > 1) {
            runner.beginWithOne(true);
        }
    }

    private int endOfChunk() {
        if (isOneByOne || failures > 0) {
            return next + 1;
        }
        int end = next + 1;
        while (end < events.size() && !parked.contain(events.get(end))) {
            end++;
        }
        return end;
    }

    private void handled(int count, Progress after) {
        if (count == 0) {
            return;
        }
        next += count;
        failures = 0;
        if (delivery.savesProgress()) {
            runner.beginWithOne(false);
            runner.moved(after);
            parked.saved();
        } else if (next < events.size()) {
            note(position(next - 1));
        }
    }

    private Uni<Void> failed(DeliveryFailedException failure, int asked) {
        if (failure.handled() > 0) {
            next += failure.handled();
            failures = 0;
            note(position(next - 1));
        }
        if (failure.isOfStorage()) {
            return Uni.createFrom().failure(failure.reason());
        }
        if (asked > 1 && !delivery.knowsFailedEvent()) {
            isOneByOne = true;
            return Uni.createFrom().voidItem();
        }
        failures++;
        LoggedEvent culprit = events.get(next);
        if (failures <= policy.retries()) {
            LOG.debugf(failure.reason(), "%s: the handler failed for event %d of stream %s, attempt %d.", runner,
                    culprit.event().streamVersion(), culprit.streamName(), failures);
            return runner.pause(policy.delayBefore(failures));
        }
        return policy.whenExhausted() == WhenExhausted.PARK ? park(culprit, failure) : stop(culprit, failure);
    }

    private Uni<Void> stop(LoggedEvent culprit, DeliveryFailedException failure) {
        if (next > 0) {
            note(position(next - 1));
        }
        return runner.stopAt(culprit, failure.reason());
    }

    private Uni<Void> park(LoggedEvent culprit, DeliveryFailedException failure) {
        LOG.warnf(failure.reason(), "%s: event %d of stream %s (position %d) is put aside after %d attempts, and so are later "
                + "ones of the stream: inspect, retry or discard them.", runner, culprit.event().streamVersion(),
                culprit.streamName(), culprit.event().globalPosition(), failures);
        parked.park(culprit, failure.reason());
        next++;
        failures = 0;
        return Uni.createFrom().voidItem();
    }

    private long position(int index) {
        return events.get(index).event().globalPosition();
    }
}
