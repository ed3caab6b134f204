package io.quarkiverse.eventstore.runtime.postgres.groupcommit;

/**
 * What a batch still has room for. Not safe for threads.
 */
final class BatchRoom {

    private static final int EVENTS = 1_000;
    private static final int CHARACTERS = 1 << 20;

    private int appends;
    private int events = EVENTS;
    private long characters = CHARACTERS;

    /** @param appends the most appends of the batch */
    BatchRoom(int appends) {
        this.appends = appends;
    }

    boolean isLeft() {
        return appends > 0 && events > 0 && characters > 0;
    }

    void take(QueuedAppend append) {
        appends = append.isAlone() ? 0 : appends - 1;
        events -= append.events();
        characters -= append.characters();
    }
}
