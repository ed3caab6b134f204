package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.runtime.subscription.delivery.DeliveryFailedException;
import io.smallrye.mutiny.Uni;

/**
 * Sends batches of events to an outgoing channel. A batch is done when the broker has acknowledged each of its events, and what
 * it does not acknowledge is sent again: at once, or, when it has refused it too often, on behalf of a batch of its own.
 */
final class DurableForwarding {

    private static final Logger LOG = Logger.getLogger(DurableForwarding.class);

    /** Brokers answer in milliseconds, or are away. */
    private static final Duration ANSWERED_AFTER_STOP = Duration.ofSeconds(3);

    private final String channel;
    private final EventSender sender;
    private final long retries;
    private final Predicate<Throwable> meansAway;
    private final Runnable whenClosed;
    private final Set<BatchSending> underWay = ConcurrentHashMap.newKeySet();
    private final Set<UUID> givenUp = ConcurrentHashMap.newKeySet();
    private final RareWarning warning = new RareWarning(LOG);
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private volatile boolean isStopping;

    /**
     * @param retries how many times a refused event is sent again until its failure is that of its batch; failures of a broker
     *        that is away do not count
     * @param meansAway whether a failure says that the broker cannot be reached
     * @param whenClosed is called when the channel has turned out to be closed, so that nothing can be sent on this node
     */
    DurableForwarding(String channel, EventSender sender, long retries, Predicate<Throwable> meansAway,
            Runnable whenClosed) {
        this.channel = channel;
        this.sender = sender;
        this.retries = retries;
        this.meansAway = meansAway;
        this.whenClosed = whenClosed;
    }

    /**
     * Completes when the broker has all of them; fails when none is under way any more and one has failed, with a
     * {@link DeliveryFailedException} that tells how many the broker has before the first one that it has not. Those behind
     * then come one by one, and one that has failed is sent only once more.
     *
     * @param isHeld whether this node is the one that sends: nothing is sent any more when it is not
     */
    Uni<Void> send(List<RecordedEvent<String>> batch, BooleanSupplier isHeld) {
        return Uni.createFrom().deferred(() -> send(new BatchSending(batch, isHeld, this)));
    }

    private Uni<Void> send(BatchSending sending) {
        underWay.add(sending);
        return Uni.createFrom().completionStage(sending::begin)
                .onTermination().invoke(() -> underWay.remove(sending))
                .onFailure().transform(failure -> new DeliveryFailedException(sending.acknowledged(), failure))
                .replaceWithVoid();
    }

    /**
     * Sends nothing more but what lies before something that was sent. That may be acknowledged for a little while yet; what is
     * not is sent the next time.
     */
    void stop() {
        isStopping = true;
        underWay.forEach(BatchSending::stopWaiting);
        Later.run(ANSWERED_AFTER_STOP, () -> underWay.forEach(BatchSending::stop));
    }

    boolean isStopping() {
        return isStopping;
    }

    String channel() {
        return channel;
    }

    EventSender sender() {
        return sender;
    }

    /** How many refusals an event has behind it. */
    long refusalsBefore(RecordedEvent<?> event, boolean isAlone) {
        return isAlone && givenUp.remove(event.eventId()) ? retries : 0;
    }

    long retries() {
        return retries;
    }

    boolean meansAway(Throwable failure) {
        return meansAway.test(failure);
    }

    /** Has an event be sent only once more when it comes alone. */
    void giveUp(RecordedEvent<?> event) {
        givenUp.add(event.eventId());
    }

    void acknowledged(RecordedEvent<?> event) {
        if (!givenUp.isEmpty()) {
            givenUp.remove(event.eventId());
        }
    }

    void warn(RecordedEvent<?> event, Throwable failure) {
        LOG.debugf(failure, "Channel %s: event %d of stream %s was not acknowledged.", channel, event.streamVersion(),
                event.streamName());
        warning.log("Channel %s: event %d of stream %s, and perhaps others, were not acknowledged: %s", channel,
                event.streamVersion(), event.streamName(), failure);
    }

    void closed() {
        if (isClosed.compareAndSet(false, true)) {
            LOG.errorf("Channel %s: its connector has closed it, so that this node forwards nothing until the application is "
                    + "started again; other nodes take over.", channel);
            underWay.forEach(BatchSending::closed);
            whenClosed.run();
        }
    }
}
