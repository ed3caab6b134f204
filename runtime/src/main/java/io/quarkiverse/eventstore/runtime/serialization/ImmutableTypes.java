package io.quarkiverse.eventstore.runtime.serialization;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Whose values nobody can change, as far as declarations show it: simple values, enums, and records that consist of such.
 */
final class ImmutableTypes {

    private static final Set<Class<?>> SIMPLE = Set.of(String.class, Boolean.class, Character.class, Byte.class, Short.class,
            Integer.class, Long.class, Float.class, Double.class, BigInteger.class, BigDecimal.class, UUID.class, URI.class,
            Instant.class, LocalDate.class, LocalTime.class, LocalDateTime.class, OffsetDateTime.class, ZonedDateTime.class,
            Duration.class);

    private final Set<Class<?>> seen = new HashSet<>();

    private ImmutableTypes() {
    }

    static boolean contain(Class<?> type) {
        return new ImmutableTypes().isImmutable(type);
    }

    /** A record that is a part of itself is judged by its other parts. */
    private boolean isImmutable(Class<?> type) {
        return type.isPrimitive() || type.isEnum() || SIMPLE.contains(type)
                || type.isRecord() && (!seen.add(type) || Arrays.stream(type.getRecordComponents())
                        .allMatch(part -> isImmutable(part.getType())));
    }
}
