package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaterTest {

    private static final Duration SOON = Duration.ofMillis(1);

    private final Thread test = Thread.currentThread();
    private final ClassLoader ofTest = test.getContextClassLoader();

    @AfterEach
    void giveClassLoaderBack() {
        test.setContextClassLoader(ofTest);
    }

    /** The timer is there for the whole JVM: its class loader is that of whoever needed it first, or none's. */
    @Test
    void tasks_come_to_their_workers_with_the_class_loader_of_their_application() throws Exception {
        for (String name : new String[] { "first", "second" }) {
            try (URLClassLoader ofApplication = new URLClassLoader(name, new URL[0], ofTest)) {
                CompletableFuture<ClassLoader> handedOver = new CompletableFuture<>();
                CompletableFuture<ClassLoader> ran = new CompletableFuture<>();
                Executor workers = task -> {
                    handedOver.complete(Thread.currentThread().getContextClassLoader());
                    throw new RejectedExecutionException();
                };
                test.setContextClassLoader(ofApplication);

                Later.run(SOON, () -> ran.complete(Thread.currentThread().getContextClassLoader()), workers);

                assertThat(handedOver.get(30, TimeUnit.SECONDS)).as(name).isSameAs(ofApplication);
                assertThat(ran.get(30, TimeUnit.SECONDS)).as(name).isSameAs(ofApplication);
            }
        }
    }
}
