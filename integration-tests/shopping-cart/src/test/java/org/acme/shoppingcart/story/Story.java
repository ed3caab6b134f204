package org.acme.shoppingcart.story;

import java.io.IOException;
import java.nio.file.Path;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * Tells the story of a cart: starts PostgreSQL and the packaged service, calls it over HTTP, and prints what it answers.
 * <p>
 * Run by Maven: {@code mvn -q -Pstory -DskipTests -pl integration-tests/shopping-cart -am package}. In a terminal the service
 * stays up until Enter or Ctrl-C; without one everything ends with the story.
 */
public final class Story {

    private final Http cart;

    private Story(Http cart) {
        this.cart = cart;
    }

    public static void main(String... arguments) throws Exception {
        java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.WARNING);
        var build = Path.of(arguments[0]);
        try (var database = EmbeddedPostgres.start(); var service = Service.start(build, database.getPort())) {
            System.out.printf("%nThe service is up at %s, on a PostgreSQL of its own.%n", service.url());
            new Story(new Http(service.url())).tell();
            tryByHand(service.url());
        }
    }

    private void tell() throws IOException, InterruptedException {
        title("Ann fills cart 42. Each answer's ETag is the version of the cart's stream.");
        cart.post("/carts/42/items", """
                {"product": "book", "quantity": 2, "unitPrice": 20.00}""");
        cart.post("/carts/42/items", """
                {"product": "pen", "quantity": 1, "unitPrice": 1.50}""");
        cart.delete("/carts/42/items/pen");

        title("Bob saw version 2 and confirms that. He is late: nothing is written.");
        cart.postIfMatch("/carts/42/confirm", "\"2\"");

        title("Ann saw version 3 and confirms that.");
        cart.postIfMatch("/carts/42/confirm", "\"3\"");

        title("A confirmed cart does not change.");
        cart.post("/carts/42/items", """
                {"product": "mug", "quantity": 1, "unitPrice": 8.00}""");

        title("What is stored: the events, no more.");
        cart.get("/carts/42/history");

        title("The state is what they add up to: now, and at version 2.");
        cart.get("/carts/42");
        cart.get("/carts/42?at=2");
    }

    private static void tryByHand(String url) throws IOException {
        title("Your turn, in another terminal:");
        System.out.printf("""
                  curl -i %1$s/carts/7/items -H 'Content-Type: application/json' \\
                       -d '{"product": "book", "quantity": 1, "unitPrice": 20.00}'
                  curl %1$s/carts/7/history

                """, url);
        if (System.console() == null) {
            System.out.println("There is no terminal to wait for, so the service and its PostgreSQL stop now.");
            return;
        }
        System.out.println("Enter stops the service and its PostgreSQL.");
        while (System.in.read() > '\n') {
            // Wait for the end of the line or of the input.
        }
    }

    private static void title(String sentence) {
        System.out.printf("%n%s%n%n", sentence);
    }
}
