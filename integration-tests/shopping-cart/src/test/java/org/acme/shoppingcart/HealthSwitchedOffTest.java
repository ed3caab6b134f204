package org.acme.shoppingcart;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(HealthSwitchedOffTest.SwitchedOff.class)
class HealthSwitchedOffTest {

    @Test
    void the_event_store_is_no_part_of_the_health() {
        get("/q/health").then().statusCode(200);

        assertThat(get("/q/health").jsonPath().getList("checks.name", String.class))
                .isNotEmpty()
                .noneMatch(name -> name.contains("Event store"));
    }

    /** Somebody has to tell when the channel is closed. */
    @Test
    void the_connector_tells_of_its_channels_itself() {
        assertThat(get("/q/health/live").asString()).contains("cart-events");
    }

    public static class SwitchedOff implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.event-store.health.enabled", "false");
        }
    }
}
