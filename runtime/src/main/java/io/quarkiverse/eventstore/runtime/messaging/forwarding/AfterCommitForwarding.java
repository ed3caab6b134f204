package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.runtime.messaging.StreamTurns;
import io.quarkiverse.eventstore.runtime.observability.ForwardingMeter;
import io.quarkiverse.eventstore.serialization.EventSerializer;

/**
 * Sends committed events to an outgoing channel, once, and away from the threads that append, which it takes for nothing but
 * a note: while events keep coming, those of some milliseconds are sent together. What finds no room in its buffer is
 * dropped, what the broker does not acknowledge is lost. Each stream has one event under way at most, so that its order
 * stays.
 */
final class AfterCommitForwarding implements Consumer<List<RecordedEvent<?>>> {

    private static final Logger LOG = Logger.getLogger(AfterCommitForwarding.class);

    private final String channel;
    private final EventSender sender;
    private final EventSerializer serializer;
    private final Predicate<RecordedEvent<?>> isWanted;
    private final int bufferSize;
    private final ForwardingMeter meter;
    private final Executor workers;
    private final StreamTurns turns = new StreamTurns();
    private final Queue<RecordedEvent<?>> arrived = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isGathering = new AtomicBoolean();
    private final RareWarning warning = new RareWarning(LOG);
    private final SendPace pace = new SendPace(System.nanoTime());

    /** @param bufferSize the most events that are not answered yet; an append with more of them passes when there are none */
    AfterCommitForwarding(String channel, EventSender sender, EventSerializer serializer,
            Predicate<RecordedEvent<?>> isWanted, int bufferSize, ForwardingMeter meter, Executor workers) {
        this.channel = channel;
        this.sender = sender;
        this.serializer = serializer;
        this.isWanted = isWanted;
        this.bufferSize = bufferSize;
        this.meter = meter;
        this.workers = workers;
    }

    /** Takes what one commit has appended to a stream, or nothing of it. Returns at once. */
    @Override
    public void accept(List<RecordedEvent<?>> committed) {
        List<RecordedEvent<?>> wanted = committed.stream().filter(isWanted).toList();
        if (wanted.isEmpty()) {
            return;
        }
        if (!meter.buffer(wanted.size(), bufferSize)) {
            warning.log("Channel %s: the buffer of %d events is full; event %d of stream %s, and perhaps others, are not sent.",
                    channel, bufferSize, wanted.get(0).streamVersion(), wanted.get(0).streamName());
            return;
        }
        arrived.addAll(wanted);
        gather();
    }

    private void gather() {
        if (isGathering.compareAndSet(false, true)) {
            Later.run(pace.untilNext(System.nanoTime()), this::sendArrived, workers);
        }
    }

    /** By one thread at a time, so that the order of each stream stays. */
    private void sendArrived() {
        pace.begins(System.nanoTime());
        int sent = 0;
        try {
            for (RecordedEvent<?> event = arrived.poll(); event != null; event = arrived.poll()) {
                send(event);
                if (++sent == SendPace.MOST_AT_ONCE) {
                    break;
                }
            }
        } finally {
            pace.sent(sent);
            isGathering.set(false);
            if (!arrived.isEmpty()) {
                gather();
            }
        }
    }

    private void send(RecordedEvent<?> event) {
        turns.take(event.streamName(), () -> sender.send(event, serializer.serialize(event.data())))
                .whenComplete((acknowledged, failure) -> {
                    if (failure == null) {
                        meter.sent();
                    } else {
                        lost(event, failure);
                    }
                });
    }

    private void lost(RecordedEvent<?> event, Throwable failure) {
        meter.lost();
        LOG.debugf(failure, "Channel %s: event %d of stream %s is lost to it.", channel, event.streamVersion(),
                event.streamName());
        warning.log("Channel %s: event %d of stream %s, and perhaps others, were not acknowledged and are lost to it: %s",
                channel, event.streamVersion(), event.streamName(), failure);
    }
}
