package io.quarkiverse.eventstore.runtime.messaging.connector;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstore.AppendToStreamOptions;
import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.EventData;
import io.quarkiverse.eventstore.EventStore;
import io.quarkiverse.eventstore.messaging.AppendMetadata;
import io.quarkiverse.eventstore.runtime.messaging.StreamTurns;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoop;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.providers.helpers.MultiUtils;

/**
 * An outgoing channel: appends the payloads of its messages, those of one stream one after the other.
 */
final class OutgoingChannel {

    private static final Logger LOG = Logger.getLogger(OutgoingChannel.class);

    private final String name;
    private final Optional<String> stream;
    private final int mostUnderWay;
    private final EventStore store;
    private final RunnerLoop loop;
    private final StreamTurns turns = new StreamTurns();

    /**
     * @param stream where messages go that do not say it themselves
     * @param loop where appends begin
     */
    OutgoingChannel(String name, Optional<String> stream, int mostUnderWay, EventStore store, RunnerLoop loop) {
        this.name = name;
        this.stream = stream;
        this.mostUnderWay = mostUnderWay;
        this.store = store;
        this.loop = loop;
    }

    Flow.Subscriber<? extends Message<?>> subscriber() {
        return MultiUtils.via(messages -> messages
                .onItem().transformToUni(this::appendAndAnswer).merge(mostUnderWay)
                .onFailure().invoke(failure -> LOG.errorf(failure, "Channel %s: it takes no messages any more.", name)));
    }

    private Uni<Void> appendAndAnswer(Message<?> message) {
        return append(message)
                .onItemOrFailure().transformToUni((appended, failure) -> Uni.createFrom()
                        .completionStage(() -> failure == null ? message.ack() : message.nack(failure)))
                .onFailure().invoke(failure -> LOG.errorf(failure, "Channel %s: the sender of a message could not be told what "
                        + "became of it.", name))
                .onFailure().recoverWithNull();
    }

    private Uni<AppendToStreamResult> append(Message<?> message) {
        try {
            AppendMetadata metadata = message.getMetadata(AppendMetadata.class).orElseGet(this::toTheChannelsStream);
            List<EventData<?>> events = events(message.getPayload(), metadata);
            AppendToStreamOptions options = AppendToStreamOptions.expecting(metadata.expectedStreamVersion());
            // Called before its turn, which comes in the context of another message: an event belongs to its sender's trace.
            Uni<AppendToStreamResult> append = store.appendToStream(metadata.streamName(), events, options);
            Optional<Executor> sender = loop.callerContext();
            Uni<AppendToStreamResult> appended = Uni.createFrom()
                    .completionStage(turns.take(metadata.streamName(), () -> begin(append)));
            return sender.map(appended::emitOn).orElse(appended);
        } catch (RuntimeException | Error e) {
            return Uni.createFrom().failure(e);
        }
    }

    /** In a context of its own: what is acknowledged must not hang on a transaction that the sender is in. */
    private CompletionStage<AppendToStreamResult> begin(Uni<AppendToStreamResult> append) {
        CompletableFuture<AppendToStreamResult> appended = new CompletableFuture<>();
        loop.requestContext()
                .execute(() -> append.subscribe().with(appended::complete, appended::completeExceptionally));
        return appended;
    }

    private AppendMetadata toTheChannelsStream() {
        return AppendMetadata.to(stream.orElseThrow(() -> new IllegalArgumentException("Channel " + name
                + ": expected the name of a stream, in the message's AppendMetadata or the channel's attribute stream, but "
                + "there is none.")));
    }

    private List<EventData<?>> events(Object payload, AppendMetadata metadata) {
        if (!(payload instanceof List<?> list)) {
            return List.of(event(payload, metadata));
        }
        if (metadata.eventId().isPresent()) {
            throw new IllegalArgumentException(
                    "Channel " + name + ": expected one event, since the message's AppendMetadata has "
                            + "an event id, but the payload is a list; make each of its elements an EventData with an id.");
        }
        return list.stream().<EventData<?>> map(each -> event(each, metadata)).toList();
    }

    private EventData<?> event(Object payload, AppendMetadata metadata) {
        if (payload instanceof EventData<?> complete) {
            requireNothingBeside(metadata);
            return complete;
        }
        EventData<?> event = EventData.of(payload).withMetadata(metadata.metadata());
        return metadata.eventId().isPresent() ? event.withEventId(metadata.eventId().get()) : event;
    }

    private void requireNothingBeside(AppendMetadata metadata) {
        if (metadata.eventId().isPresent() || !metadata.metadata().isEmpty()) {
            throw new IllegalArgumentException("Channel " + name
                    + ": expected an EventData with all that is known of the event, "
                    + "but the message's AppendMetadata has " + (metadata.eventId().isPresent() ? "an event id" : "metadata")
                    + ", too; give that to the EventData.");
        }
    }
}
