package io.quarkiverse.eventstore.it.devmode;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusDevModeTest;
import io.restassured.RestAssured;

class LiveReloadTest {

    /** Nobody waits until a lease runs out. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String CONFIGURATION = """
            quarkus.event-store.subscriptions.lease-duration=5m
            last-start.fails=false
            """;

    @RegisterExtension
    static final QuarkusDevModeTest APPLICATION = new QuarkusDevModeTest()
            .setArchiveProducer(() -> ShrinkWrap.create(JavaArchive.class)
                    .addClasses(Rung.class, Bell.class, LastStart.class)
                    .addAsResource(new StringAsset(CONFIGURATION), "application.properties"))
            .setLogRecordPredicate(record -> String.valueOf(record.getMessage()).contains("Uncaught exception"));

    @Test
    void new_code_goes_on_behind_what_the_old_one_has_handled() {
        ring(1);
        awaitHeard("first code: 1");

        use("second");
        ring(2);

        awaitHeard("second code: 2");
        assertThat(APPLICATION.getLogRecords()).as("what the old code still tried").isEmpty();
    }

    @Test
    void nothing_of_a_start_that_failed_takes_events() {
        ring(1);
        awaitHeard("first code: 1");

        fail(true);
        assertThat(given().get("/bell").statusCode()).isEqualTo(500);
        fail(false);
        ring(2);

        awaitHeard("first code: 2");
        assertThat(APPLICATION.getLogRecords()).as("what the failed start still tried").isEmpty();
    }

    private static void use(String code) {
        APPLICATION.modifySourceFile(Bell.class, source -> source.replace("\"first\"", "\"" + code + "\""));
    }

    private static void fail(boolean fails) {
        APPLICATION.modifyResourceFile("application.properties",
                properties -> properties.replaceFirst("fails=.*", "fails=" + fails));
    }

    private static void ring(int times) {
        given().body(times).post("/bell").then().statusCode(200);
    }

    private static void awaitHeard(String heard) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(RestAssured.get("/bell").asString()).isEqualTo(heard));
    }
}
