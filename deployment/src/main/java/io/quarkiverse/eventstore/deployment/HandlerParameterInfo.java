package io.quarkiverse.eventstore.deployment;

import java.util.List;
import java.util.Optional;

import org.jboss.jandex.DotName;
import org.jboss.jandex.Type;

import io.quarkiverse.eventstore.RecordedEvent;

/**
 * The first parameter of a handler method.
 *
 * @param eventType the type of the events; {@code void} if it is not told
 */
record HandlerParameterInfo(DotName eventType, boolean isRecorded, boolean isBatch) {

    private static final DotName RECORDED_EVENT = DotName.createSimple(RecordedEvent.class);
    private static final DotName LIST = DotName.createSimple(List.class);
    private static final DotName NOT_TOLD = DotName.createSimple(void.class);

    /** Nothing if the type can belong to any method, not only to a handler. */
    static Optional<HandlerParameterInfo> of(Type type, EventFamilies families) {
        if (type.name().equals(RECORDED_EVENT)) {
            return Optional.of(new HandlerParameterInfo(argument(type), true, false));
        }
        if (type.name().equals(LIST) && argument(type).equals(RECORDED_EVENT)) {
            Type element = type.asParameterizedType().arguments().get(0);
            Type recorded = element.kind() == Type.Kind.WILDCARD_TYPE ? element.asWildcardType().extendsBound() : element;
            return Optional.of(new HandlerParameterInfo(argument(recorded), true, true));
        }
        boolean isEvent = isNamed(type) && !type.name().equals(DotName.OBJECT_NAME) && families.contain(type.name());
        return isEvent ? Optional.of(new HandlerParameterInfo(type.name(), false, false)) : Optional.empty();
    }

    boolean isTold() {
        return !eventType.equals(NOT_TOLD);
    }

    private static DotName argument(Type type) {
        if (type.kind() != Type.Kind.PARAMETERIZED_TYPE) {
            return NOT_TOLD;
        }
        Type argument = type.asParameterizedType().arguments().get(0);
        Type bound = argument.kind() == Type.Kind.WILDCARD_TYPE ? argument.asWildcardType().extendsBound() : argument;
        return isNamed(bound) ? bound.name() : NOT_TOLD;
    }

    private static boolean isNamed(Type type) {
        return type.kind() == Type.Kind.CLASS || type.kind() == Type.Kind.PARAMETERIZED_TYPE;
    }
}
