package org.acme.shoppingcart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ShoppingCartConcurrencyTest {

    private final Cart cart = Cart.create();

    @Test
    void a_write_at_the_version_that_was_read_succeeds() {
        var etag = cart.add("book", 1, "20.00").extract().header("ETag");

        cart.with("If-Match", etag).add("pen", 1, "1.50").statusCode(200).header("ETag", "\"2\"");
    }

    @Test
    void a_stale_write_is_refused_and_changes_nothing() {
        var etag = cart.add("book", 1, "20.00").extract().header("ETag");
        cart.add("pen", 1, "1.50");

        cart.with("If-Match", etag).post("confirm").statusCode(412).contentType("application/problem+json")
                .body("title", is("Not the expected version"), "status", is(412))
                .body("expected", is("version 1"), "actual", is(2))
                .body("detail", is("Stream shopping_cart-" + cart.id() + ": expected version 1, but it is at 2."));
        cart.with("If-Match", etag).remove("book").statusCode(412);
        cart.with("If-Match", etag).add("book", 1, "20.00").statusCode(412);
        cart.with("If-Match", etag).post("cancel").statusCode(412);

        cart.get().header("ETag", "\"2\"").body("status", is("OPEN"));
    }

    @Test
    void a_cart_is_created_once_with_if_none_match() {
        cart.with("If-None-Match", "*").add("book", 1, "20.00").statusCode(200).header("ETag", "\"1\"");

        cart.with("If-None-Match", "*").add("book", 1, "20.00").statusCode(412)
                .body("expected", is("no stream"), "actual", is(1));
    }

    @Test
    void any_existing_cart_is_matched_by_a_star() {
        cart.with("If-Match", "*").add("book", 1, "20.00").statusCode(412)
                .body("expected", is("an existing stream"), "actual", is(0));
        cart.add("book", 1, "20.00");

        cart.with("If-Match", "*").add("book", 1, "20.00").statusCode(200);
    }

    @Test
    void a_precondition_that_is_no_version_is_refused() {
        cart.with("If-Match", "yesterday").post("cancel").statusCode(400).contentType("application/problem+json")
                .body("detail", is("If-Match: expected the ETag of one version, such as \"3\", but it is yesterday."));
        cart.with("If-None-Match", "\"3\"").post("cancel").statusCode(400);

        cart.get().statusCode(404);
    }

    @Test
    void of_racing_writes_at_one_version_exactly_one_succeeds() {
        var etag = cart.add("book", 1, "20.00").extract().header("ETag");

        var succeeded = IntStream.range(0, 8).parallel()
                .map(i -> cart.with("If-Match", etag).add("pen", 1, "1.50").extract().statusCode())
                .filter(status -> status == 200)
                .count();

        assertThat(succeeded).isEqualTo(1);
        cart.get().header("ETag", "\"2\"");
    }

    @Test
    void a_write_that_expects_nothing_is_decided_anew_when_someone_was_faster() {
        cart.add("book", 1, "20.00");

        IntStream.range(0, 3).parallel().forEach(i -> cart.add("pen", 1, "1.50").statusCode(200));

        cart.get().header("ETag", "\"4\"").body("items.quantity", is(List.of(1, 3)));
    }
}
