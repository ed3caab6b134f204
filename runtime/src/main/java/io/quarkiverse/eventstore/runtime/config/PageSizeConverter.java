package io.quarkiverse.eventstore.runtime.config;

import org.eclipse.microprofile.config.spi.Converter;

/** A number of events per page: 1 or more. */
public final class PageSizeConverter implements Converter<Integer> {

    private static final long serialVersionUID = 1L;

    @Override
    public Integer convert(String value) {
        int size = Integer.parseInt(value.trim());
        if (size < 1) {
            throw new IllegalArgumentException(
                    "quarkus.event-store.read-page-size: expected 1 or more, but it is " + size + ".");
        }
        return size;
    }
}
