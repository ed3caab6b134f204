package io.quarkiverse.eventstore.embedded.postgresql.deployment;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

/**
 * The servers that killed JVMs left behind.
 * <p>
 * A JVM that ends stops its servers itself. One that is killed cannot, so the next one that needs a server does it.
 */
final class StaleServers {

    private static final Logger LOG = Logger.getLogger(StaleServers.class);
    private static final long STOP_SECONDS = 5;

    private StaleServers() {
    }

    /** Stops the servers of dead JVMs and deletes their directories; a failure is logged and leaves them to the next time. */
    static void reap() {
        try {
            for (ServerDirectory directory : ServerDirectory.abandoned()) {
                LOG.infof("Removing the embedded PostgreSQL that a killed JVM left in %s.", directory.path());
                remove(directory);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warnf(e, "An embedded PostgreSQL that a killed JVM left behind could not be removed.");
        }
    }

    /** Stops the server if it runs, and deletes its directory. */
    static void remove(ServerDirectory directory) throws IOException {
        directory.postmaster().ifPresent(StaleServers::stop);
        directory.delete();
    }

    private static void stop(ProcessHandle postmaster) {
        // A polite request lets PostgreSQL release its shared memory; it is refused as long as a client is connected.
        postmaster.destroy();
        postmaster.onExit()
                .orTimeout(STOP_SECONDS, TimeUnit.SECONDS)
                .exceptionallyCompose(stillRunning -> {
                    postmaster.destroyForcibly();
                    return postmaster.onExit();
                })
                .join();
    }
}
