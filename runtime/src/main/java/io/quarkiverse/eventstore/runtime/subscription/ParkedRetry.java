package io.quarkiverse.eventstore.runtime.subscription;

import java.util.List;
import java.util.Optional;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstore.ReadDirection;
import io.quarkiverse.eventstore.runtime.subscription.delivery.Delivery;
import io.quarkiverse.eventstore.runtime.subscription.delivery.DeliveryFailedException;
import io.quarkiverse.eventstore.spi.LogFilter;
import io.quarkiverse.eventstore.spi.LogRead;
import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.quarkiverse.eventstore.spi.Progress;
import io.quarkiverse.eventstore.subscription.ParkedEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Hands parked events to the handler again where somebody wished it, stream by stream in order, up to the first that fails.
 */
final class ParkedRetry {

    private static final Logger LOG = Logger.getLogger(ParkedRetry.class);

    private final PartitionWork work;
    private final Delivery delivery;
    private final PartitionRunner runner;

    ParkedRetry(PartitionWork work, Delivery delivery, PartitionRunner runner) {
        this.work = work;
        this.delivery = delivery;
        this.runner = runner;
    }

    /** Completes when nothing is left of what was wished; the runner then knows which streams are still parked. */
    Uni<Void> run() {
        return Multi.createBy().repeating()
                .uni(() -> first().call(wanted -> wanted.map(this::retry).orElseGet(() -> Uni.createFrom().voidItem())))
                .whilst(wanted -> wanted.isPresent() && !runner.tenure().isOver())
                .onItem().ignoreAsUni()
                .chain(() -> work.checkpoints().parkedStreams(runner.tenure().lease()))
                .emitOn(runner.loop())
                .invoke(runner.parked()::replaceBy)
                .replaceWithVoid();
    }

    /** Each is looked up when it is its turn: it may have been discarded meanwhile. */
    private Uni<Optional<ParkedEvent>> first() {
        return work.checkpoints().wantedAgain(runner.tenure().lease(), 1).emitOn(runner.loop())
                .map(wanted -> wanted.stream().findFirst());
    }

    private Uni<Void> retry(ParkedEvent event) {
        Progress after = new Progress(runner.position(), List.of(), List.of(event.globalPosition()));
        return work.log().readLog(new LogRead(event.globalPosition(), event.globalPosition(), 1, ReadDirection.FORWARDS,
                LogFilter.ALL))
                .chain(page -> page.events().isEmpty() ? save(after) : deliver(page.events(), after))
                .onFailure(DeliveryFailedException.class)
                .recoverWithUni(failure -> failed(event, (DeliveryFailedException) failure));
    }

    private Uni<Void> deliver(List<LoggedEvent> event, Progress after) {
        return delivery.deliver(event, after, runner.tenure())
                .chain(handled -> handled == 0 || delivery.savesProgress() ? Uni.createFrom().voidItem() : save(after));
    }

    private Uni<Void> save(Progress after) {
        return work.checkpoints().save(runner.tenure().lease(), after)
                .emitOn(runner.loop())
                .invoke(runner.tenure()::requireHeld)
                .replaceWithVoid();
    }

    private Uni<Void> failed(ParkedEvent event, DeliveryFailedException failure) {
        if (failure.isOfStorage()) {
            return Uni.createFrom().failure(failure.reason());
        }
        LOG.warnf(failure.reason(), "%s: event %d of stream %s failed again and stays aside with the later ones.", runner,
                event.streamVersion(), event.streamName());
        return work.checkpoints()
                .retryFailed(runner.tenure().lease(), event.streamName(), ParkedStreams.describe(failure.reason()))
                .emitOn(runner.loop())
                .invoke(runner.tenure()::requireHeld)
                .replaceWithVoid();
    }
}
