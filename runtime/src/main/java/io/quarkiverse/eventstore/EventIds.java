package io.quarkiverse.eventstore;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes event ids: UUIDs of version 7 (RFC 9562), whose first 48 bits are the time in milliseconds.
 */
final class EventIds {

    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT_RFC = 0x8000000000000000L;

    private EventIds() {
    }

    static UUID next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long timeAndRandom = System.currentTimeMillis() << 16 | VERSION_7 | random.nextLong() & 0x0FFFL;
        long variantAndRandom = VARIANT_RFC | random.nextLong() & 0x3FFFFFFFFFFFFFFFL;
        return new UUID(timeAndRandom, variantAndRandom);
    }
}
