package io.quarkiverse.eventstore.deployment.eventtypes;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class EventTypeUnknownExclusionTest {

    private static final String EXPECTED = "\n- quarkus.event-store.event-types.exclude: expected classes (com.acme.Shape,"
            + " com.acme.Shape$Circle) and packages (com.acme.*) of the application, but ";
    private static final String WAY_OUT = " is none; correct it or remove it.";

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.refused("The event types of the application have 3 problems:"
            + EXPECTED + "*" + WAY_OUT
            + EXPECTED + "com.acme.Missing" + WAY_OUT
            + EXPECTED + "com.acme.missing.*" + WAY_OUT)
            .overrideConfigKey("quarkus.event-store.event-types.exclude", "com.acme.Missing,com.acme.missing.*,*");

    @Test
    void taking_out_what_is_not_there_fails_the_build() {
        fail();
    }
}
