package org.acme.shoppingcart;

import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ShoppingCartTest {

    private final Cart cart = Cart.create();

    @Test
    void a_cart_is_what_was_added_and_not_removed() {
        cart.add("book", 2, "20.00").statusCode(200).header("ETag", "\"1\"");
        cart.add("pen", 1, "1.50").header("ETag", "\"2\"");
        cart.add("book", 1, "20.00").header("ETag", "\"3\"");
        cart.remove("pen").statusCode(200).header("ETag", "\"4\"");

        cart.get().statusCode(200).header("ETag", "\"4\"")
                .body("status", is("OPEN"), "items.product", contains("book"), "items.quantity", contains(3),
                        "total", equalTo(60.00f));
    }

    @Test
    void a_command_answers_with_the_cart_after_it() {
        cart.add("book", 2, "20.00").body("status", is("OPEN"), "total", equalTo(40.00f));
        cart.post("confirm").statusCode(200).header("ETag", "\"2\"").body("status", is("CONFIRMED"));
    }

    @Test
    void a_cart_can_be_cancelled() {
        cart.post("cancel").statusCode(200).header("ETag", "\"1\"").body("status", is("CANCELLED"));

        cart.get().body("status", is("CANCELLED"), "items", empty());
    }

    @Test
    void a_cart_that_nothing_happened_to_does_not_exist() {
        cart.get().statusCode(404).contentType("application/problem+json")
                .body("detail", is("Cart " + cart.id() + ": expected version 0, but it does not exist."));
        cart.history().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void a_cart_needs_a_name_that_can_be_stored() {
        new Cart("x".repeat(600), Map.of()).add("book", 1, "20.00").statusCode(400).contentType("application/problem+json")
                .body("detail", containsString("expected at most 512 characters"));
    }

    @Test
    void the_history_tells_what_happened() {
        cart.add("book", 2, "20.00");
        cart.remove("book");
        cart.add("pen", 1, "1.50");
        cart.post("confirm");

        cart.history().statusCode(200)
                .body("version", contains(1, 2, 3, 4))
                .body("type", contains("product-item-added", "product-item-removed", "product-item-added",
                        "shopping-cart-confirmed"))
                .body("recordedAt", everyItem(matchesPattern("\\d{4}-\\d\\d-\\d\\dT.*Z")))
                .body("[0].data.product", is("book"), "[1].data.quantity", is(2), "[3].data.total", equalTo(1.5f));
    }

    @Test
    void a_cart_can_be_seen_as_it_was() {
        cart.add("book", 2, "20.00");
        cart.add("pen", 1, "1.50");
        cart.post("confirm");

        cart.getAt(1).statusCode(200).header("ETag", "\"1\"").body("status", is("OPEN"), "items.product", contains("book"));
        cart.getAt(2).body("status", is("OPEN"), "total", equalTo(41.50f));
        cart.getAt(3).body("status", is("CONFIRMED"));
        cart.getAt(4).statusCode(404)
                .body("detail", is("Cart " + cart.id() + ": expected version 4, but it is at 3."));
        cart.getAt(0).statusCode(404);
        cart.getAt(-1).statusCode(400)
                .body("detail", is("Read option to: expected 0 or more, but it is -1."));
    }

    @Test
    void what_is_against_the_rules_is_refused_and_changes_nothing() {
        cart.add("book", 2, "20.00");

        cart.remove("pen").statusCode(422).contentType("application/problem+json")
                .body("title", is("Against the rules"), "status", is(422))
                .body("detail", is("Product pen: expected in the cart, but it is not."));
        cart.add("book", 0, "20.00").statusCode(422);
        cart.get().header("ETag", "\"1\"");
    }

    @Test
    void a_confirmed_cart_does_not_change() {
        cart.add("book", 2, "20.00");
        cart.post("confirm").statusCode(200);

        cart.add("pen", 1, "1.50").statusCode(422)
                .body("detail", is("Cart: expected to be open, but it is confirmed."));
        cart.post("confirm").statusCode(422);
        cart.post("cancel").statusCode(422);
    }

    @Test
    void confirmed_carts_are_counted_and_cancelled_ones_are_not() {
        int before = confirmedCarts();
        cart.add("book", 2, "20.00");
        cart.post("confirm").statusCode(200);
        Cart.create().post("cancel").statusCode(200);

        get("/confirmed-carts").then().body(is(String.valueOf(before + 1)));
    }

    @Test
    void the_summary_of_a_cart_is_never_older_than_the_answer() {
        get("/cart-summaries/" + cart.id()).then().statusCode(404);

        cart.add("book", 2, "20.00");
        cart.add("pen", 1, "1.50");
        get("/cart-summaries/" + cart.id()).then().statusCode(200)
                .body("products", is(2), "total", equalTo(41.5f), "status", is("OPEN"));

        cart.post("confirm").statusCode(200);
        get("/cart-summaries/" + cart.id()).then().body("status", is("CONFIRMED"));
        get("/cart-summaries?status=CONFIRMED").then().body("stream", hasItem("shopping_cart-" + cart.id()));
    }

    private static int confirmedCarts() {
        return Integer.parseInt(get("/confirmed-carts").asString());
    }
}
