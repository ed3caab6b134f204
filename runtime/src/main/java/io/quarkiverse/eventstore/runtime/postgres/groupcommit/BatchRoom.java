package io.quarkiverse.eventstore.runtime.postgres.groupcommit;

/**
 * What a batch still has room for. Not safe for threads.
 */
final class BatchRoom {

    private static final int EVENTS = 1_000;
    private static final int CHARACTERS = 1 << 20;

    /** For each append to several streams that is refused, the database begins the batch again. */
    private static final int JOINT_APPENDS = 8;

    private int appends;
    private boolean isUntouched = true;
    private int events = EVENTS;
    private long characters = CHARACTERS;
    private int jointAppends = JOINT_APPENDS;

    /** @param appends the most appends of the batch */
    BatchRoom(int appends) {
        this.appends = appends;
    }

    boolean isLeft() {
        return appends > 0 && events > 0 && characters > 0 && jointAppends > 0;
    }

    /**
     * One that is larger than what is left would hold up the others, and is alone to blame if it is too large: it goes alone.
     */
    boolean isFor(QueuedAppend append) {
        return isUntouched || !append.isAlone() && append.events() <= events && append.characters() <= characters;
    }

    void take(QueuedAppend append) {
        isUntouched = false;
        appends = append.isAlone() ? 0 : appends - append.parts().size();
        jointAppends -= append.isSingle() ? 0 : 1;
        events -= append.events();
        characters -= append.characters();
    }
}
