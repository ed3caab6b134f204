package io.quarkiverse.eventstore.embedded.postgresql.deployment;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusDevModeTest;

class SeveralDatasourcesTest {

    private static final String CONFIGURATION = """
            quarkus.datasource.username=nobody
            quarkus.datasource.db-kind=postgresql
            quarkus.datasource.ledger.db-kind=postgresql
            quarkus.datasource.orders.db-kind=postgresql
            """;

    @RegisterExtension
    static final QuarkusDevModeTest APPLICATION = new QuarkusDevModeTest()
            .setArchiveProducer(() -> ShrinkWrap.create(JavaArchive.class)
                    .addClass(RolesResource.class)
                    .addAsResource(new StringAsset(CONFIGURATION), "application.properties"));

    @Test
    void no_url_of_a_stopped_server_stays_when_the_settings_of_one_change() {
        assertThat(roles()).isEqualTo("nobody, postgres, postgres");

        for (String role : new String[] { "shop", "keeper" }) {
            APPLICATION.modifyResourceFile("application.properties",
                    properties -> properties.replaceFirst("username=.*", "username=" + role));

            assertThat(roles()).isEqualTo(role + ", postgres, postgres");
        }
    }

    private static String roles() {
        return get("/roles").then().statusCode(200).extract().asString();
    }
}
