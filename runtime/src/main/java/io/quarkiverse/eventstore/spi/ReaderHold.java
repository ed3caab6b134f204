package io.quarkiverse.eventstore.spi;

import java.time.Duration;

/**
 * A transaction under way that has appended: until it ends, nobody is given events behind its own.
 *
 * @param pid the number of its process on the server
 * @param age how long ago it began
 * @param query its present or last statement, if the role may see it
 */
public record ReaderHold(long pid, Duration age, String query) {
}
