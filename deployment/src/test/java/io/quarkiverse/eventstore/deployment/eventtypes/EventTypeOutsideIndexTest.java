package io.quarkiverse.eventstore.deployment.eventtypes;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstore.deployment.eventtypes.geometry.Solid;
import io.quarkus.test.QuarkusUnitTest;

class EventTypeOutsideIndexTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused(
            "Sealed type io.quarkiverse.eventstore.deployment.eventtypes.geometry.Solid:"
                    + " expected its permitted types in the application's index,"
                    + " but io.quarkiverse.eventstore.deployment.eventtypes.geometry.Cube is not there;"
                    + " index it, or take the sealed type out with quarkus.event-store.event-types.exclude.",
            Solid.class);

    @Test
    void a_permitted_class_outside_the_index_fails_the_build() {
        fail();
    }
}
