package io.quarkiverse.eventstore.deployment;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;

import io.smallrye.mutiny.Multi;

/**
 * Channels whose messages the application consumes itself, so that they go to no connector: an attribute of one would make
 * Reactive Messaging look for its connector, and fail the start.
 */
record ConsumedChannels(IndexView index) {

    private static final DotName INCOMING = DotName.createSimple("org.eclipse.microprofile.reactive.messaging.Incoming");
    private static final DotName SEVERAL_INCOMING = DotName
            .createSimple("io.smallrye.reactive.messaging.annotations.Incomings");
    private static final DotName CHANNEL = DotName.createSimple("org.eclipse.microprofile.reactive.messaging.Channel");
    private static final Set<DotName> STREAMS = Set.of(DotName.createSimple(Multi.class),
            DotName.createSimple("java.util.concurrent.Flow$Publisher"), DotName.createSimple("org.reactivestreams.Publisher"),
            DotName.createSimple("org.eclipse.microprofile.reactive.streams.operators.PublisherBuilder"));

    Set<String> names() {
        Stream<AnnotationInstance> several = index.getAnnotations(SEVERAL_INCOMING).stream()
                .flatMap(all -> Arrays.stream(all.value().asNestedArray()));
        Stream<AnnotationInstance> injected = index.getAnnotations(CHANNEL).stream().filter(ConsumedChannels::isOfStream);
        return Stream.of(index.getAnnotations(INCOMING).stream(), several, injected).flatMap(each -> each)
                .map(annotation -> annotation.value().asString())
                .collect(Collectors.toSet());
    }

    private static boolean isOfStream(AnnotationInstance channel) {
        return switch (channel.target().kind()) {
            case FIELD -> isStream(channel.target().asField().type());
            case METHOD_PARAMETER -> isStream(channel.target().asMethodParameter().type());
            default -> false;
        };
    }

    private static boolean isStream(Type type) {
        return STREAMS.contains(type.name());
    }
}
