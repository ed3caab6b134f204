package io.quarkiverse.eventstore.runtime.config;

import java.time.Duration;

import org.eclipse.microprofile.config.spi.Converter;

import io.quarkus.runtime.configuration.DurationConverter;

/** Accepts durations that a lease can have. */
public final class LeaseDurationConverter implements Converter<Duration> {

    private static final long serialVersionUID = 1L;
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    @Override
    public Duration convert(String value) {
        Duration duration = new DurationConverter().convert(value);
        if (duration == null || duration.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("expected a duration of at least 1 second, but it is " + value);
        }
        return duration;
    }
}
