package org.acme.productdemand;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.it.servers.KafkaBroker;
import io.quarkiverse.eventstore.it.servers.PackagedApplication;
import io.quarkiverse.eventstore.it.servers.RestartableServer;
import io.quarkiverse.eventstore.it.servers.Topics;
import io.restassured.http.ContentType;

/** Both services of the sample, packaged, each with a database of its own, and Kafka between them. */
class ProductDemandIT {

    private static final String TOPIC = "shopping-cart-events";
    private static final Duration AT_MOST = Duration.ofSeconds(60);

    private final KafkaBroker broker = new KafkaBroker();
    private final int cartsPort = freePort();
    private final int demandPort = freePort();
    private RestartableServer server;
    private String brokerAddress;
    private PackagedApplication carts;
    private PackagedApplication demand;

    @BeforeEach
    void start() throws Exception {
        server = RestartableServer.start();
        execute("create database carts");
        execute("create database demand");
        brokerAddress = broker.start().get("kafka.bootstrap.servers");
        Topics.create(brokerAddress, TOPIC, 3);
        carts = startCarts();
        demand = startDemand();
    }

    @AfterEach
    void stop() throws Exception {
        carts.close();
        demand.close();
        broker.stop();
        server.close();
    }

    @Test
    void counts_what_lies_in_carts_once_whatever_is_killed_and_sent_again() throws Exception {
        add("ann", "apple", 2);
        add("bob", "apple", 3);
        add("bob", "pear", 1);
        given().port(cartsPort).delete("/carts/bob/items/pear").then().statusCode(200);
        awaitDemand("apple", 5);
        awaitDemand("pear", 0);

        demand.kill();
        add("ann", "apple", 4);
        demand = startDemand();
        awaitDemand("apple", 9);

        long sentBefore = Topics.size(brokerAddress, TOPIC);
        carts.kill();
        execute("update event_store.subscription_checkpoints set position = 0", "carts");
        carts = startCarts();
        add("ann", "plum", 1);
        add("bob", "plum", 1);
        awaitDemand("plum", 2);
        assertThat(Topics.size(brokerAddress, TOPIC)).as("sent again").isGreaterThan(sentBefore + 2);
        awaitDemand("apple", 9);
    }

    private PackagedApplication startCarts() throws IOException {
        return PackagedApplication.start(Path.of("../shopping-cart/target"), configuration(cartsPort, "carts",
                Map.of("quarkus.event-store.forwarding.durable.enabled", "true",
                        "quarkus.event-store.subscriptions.lease-duration", "1S")));
    }

    private PackagedApplication startDemand() throws IOException {
        return PackagedApplication.start(Path.of("target"), configuration(demandPort, "demand",
                Map.of("mp.messaging.incoming.cart-events.session.timeout.ms", "6000",
                        "mp.messaging.incoming.cart-events.heartbeat.interval.ms", "1000")));
    }

    private Map<String, String> configuration(int port, String database, Map<String, String> more) {
        Map<String, String> configuration = new HashMap<>(more);
        configuration.put("quarkus.http.port", Integer.toString(port));
        configuration.put("quarkus.datasource.reactive.url", "postgresql://localhost:" + server.port() + "/" + database);
        configuration.put("quarkus.datasource.username", "postgres");
        configuration.put("kafka.bootstrap.servers", brokerAddress);
        return configuration;
    }

    private void add(String cart, String product, int quantity) {
        await().atMost(AT_MOST).ignoreExceptionsInstanceOf(IOException.class).until(() -> given().port(cartsPort)
                .contentType(ContentType.JSON)
                .body("{\"product\": \"" + product + "\", \"quantity\": " + quantity + ", \"unitPrice\": 1.50}")
                .post("/carts/" + cart + "/items").statusCode() == 200);
    }

    private void awaitDemand(String product, int pieces) {
        await().atMost(AT_MOST).ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> given().port(demandPort).get("/products/" + product + "/demand").asString()
                        .equals(Integer.toString(pieces)));
    }

    private void execute(String sql) throws SQLException {
        execute(sql, "postgres");
    }

    private void execute(String sql, String database) throws SQLException {
        try (Connection connection = DriverManager
                .getConnection("jdbc:postgresql://localhost:" + server.port() + "/" + database + "?user=postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
