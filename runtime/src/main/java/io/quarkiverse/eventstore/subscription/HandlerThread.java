package io.quarkiverse.eventstore.subscription;

/**
 * The kind of thread on which a handler is called.
 */
public enum HandlerThread {

    /** An event loop, with a Vert.x context that no other subscription shares: for handlers that never block. */
    EVENT_LOOP,

    /** A worker thread: for handlers that block. */
    WORKER,

    /** A virtual thread where the JVM has them, a worker thread otherwise: for handlers that block. */
    VIRTUAL_THREAD
}
