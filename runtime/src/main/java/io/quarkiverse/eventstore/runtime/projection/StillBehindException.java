package io.quarkiverse.eventstore.runtime.projection;

/**
 * More events are left than may be projected while appends wait.
 */
final class StillBehindException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StillBehindException() {
        super("More events are left than may be projected while appends wait.", null, false, false);
    }
}
