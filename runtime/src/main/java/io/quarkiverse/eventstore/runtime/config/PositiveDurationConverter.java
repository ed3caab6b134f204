package io.quarkiverse.eventstore.runtime.config;

import java.time.Duration;

import org.eclipse.microprofile.config.spi.Converter;

import io.quarkus.runtime.configuration.DurationConverter;

/** A duration above 0. The error that it raises is told together with the property's name. */
public final class PositiveDurationConverter implements Converter<Duration> {

    private static final long serialVersionUID = 1L;

    @Override
    public Duration convert(String value) {
        Duration duration = new DurationConverter().convert(value);
        if (duration == null || duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException("expected a duration above 0, but it is " + value);
        }
        return duration;
    }
}
