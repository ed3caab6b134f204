package io.quarkiverse.eventstore.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.AfterCommitHook;
import io.quarkiverse.eventstore.AppendedEvents;
import io.quarkiverse.eventstore.deployment.InMemoryApplication;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

/** An after-commit hook behind a proxy that cannot be made. */
class ScopedHookNotMadeTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = InMemoryApplication.of(BrokenHook.class)
            .assertException(failure -> assertThat(failure).hasStackTraceContaining("Not today."));

    @Test
    void fails_the_start() {
        fail("The application has started.");
    }

    @ApplicationScoped
    static class BrokenHook implements AfterCommitHook {

        @PostConstruct
        void init() {
            throw new IllegalStateException("Not today.");
        }

        @Override
        public Uni<Void> onAfterCommit(AppendedEvents committed) {
            return Uni.createFrom().voidItem();
        }
    }
}
