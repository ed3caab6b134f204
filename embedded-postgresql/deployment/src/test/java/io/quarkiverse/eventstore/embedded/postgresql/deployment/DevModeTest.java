package io.quarkiverse.eventstore.embedded.postgresql.deployment;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusDevModeTest;

class DevModeTest {

    @RegisterExtension
    static final QuarkusDevModeTest APPLICATION = new QuarkusDevModeTest()
            .setArchiveProducer(() -> ShrinkWrap.create(JavaArchive.class)
                    .addClass(ServerResource.class)
                    .addAsResource(new StringAsset("# empty\n"), "application.properties"));

    @Test
    void the_server_outlives_a_reload_unless_its_settings_change() {
        var first = server();

        APPLICATION.modifySourceFile(ServerResource.class, code -> code.replace(", fsync ", ", reloaded, fsync "));
        var reloaded = server();

        APPLICATION.modifyResourceFile("application.properties",
                properties -> properties + "quarkus.event-store.embedded-postgresql.server-config.fsync=on\n");
        var reconfigured = server();

        assertThat(first).endsWith(", fsync off");
        assertThat(reloaded).isEqualTo(first.replace(", fsync ", ", reloaded, fsync "));
        assertThat(reconfigured).endsWith(", reloaded, fsync on").isNotEqualTo(reloaded.replace("off", "on"));
    }

    private static String server() {
        return get("/server").then().statusCode(200).extract().asString();
    }
}
