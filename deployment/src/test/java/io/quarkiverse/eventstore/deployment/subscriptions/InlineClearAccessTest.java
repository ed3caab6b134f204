package io.quarkiverse.eventstore.deployment.subscriptions;

import static org.junit.jupiter.api.Assertions.fail;

import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.deployment.subscriptions.library.Notes;
import io.quarkiverse.eventstore.deployment.subscriptions.library.Notes.Noted;
import io.quarkiverse.eventstore.projection.Inline;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class InlineClearAccessTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Inline projection Handlers: expected method ~library.Notes$Emptied.clear() to be public, since class "
                    + "~InlineClearAccessTest$Handlers inherits it from another package, but it is not; change the method or "
                    + "remove @Clear.")
            .withApplicationRoot(jar -> jar.addClasses(Application.class, Notes.class, Notes.Noted.class, Notes.Emptied.class));

    @Test
    void a_method_from_another_package_that_is_not_public_fails_the_build() {
        fail();
    }

    @Singleton
    static class Handlers extends Notes.Emptied {

        @Inline
        Uni<Void> on(Noted event) {
            return Uni.createFrom().voidItem();
        }
    }
}
