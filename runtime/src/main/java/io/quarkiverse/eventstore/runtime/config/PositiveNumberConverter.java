package io.quarkiverse.eventstore.runtime.config;

import org.eclipse.microprofile.config.spi.Converter;

/** A number: 1 or more. The error that it raises is told together with the property's name. */
public final class PositiveNumberConverter implements Converter<Integer> {

    private static final long serialVersionUID = 1L;

    @Override
    public Integer convert(String value) {
        int number = Integer.parseInt(value.trim());
        if (number < 1) {
            throw new IllegalArgumentException("expected 1 or more, but it is " + number + ".");
        }
        return number;
    }
}
