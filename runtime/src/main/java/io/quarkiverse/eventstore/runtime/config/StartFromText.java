package io.quarkiverse.eventstore.runtime.config;

import java.util.Optional;

import io.quarkiverse.eventstore.subscription.StartFrom;

/** How a configuration says where a subscription begins the first time. */
public final class StartFromText {

    /** What can be read. */
    public static final String EXPECTATION = "beginning, end or a position";

    private StartFromText() {
    }

    /** Empty if it is something else, also a number below 0. */
    public static Optional<StartFrom> read(String text) {
        return switch (text) {
            case "beginning" -> Optional.of(StartFrom.beginning());
            case "end" -> Optional.of(StartFrom.end());
            default -> number(text).filter(position -> position >= 0).map(StartFrom::position);
        };
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
