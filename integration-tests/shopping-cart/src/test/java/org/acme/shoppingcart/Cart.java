package org.acme.shoppingcart;

import static io.restassured.RestAssured.given;

import java.util.Map;
import java.util.UUID;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/**
 * A cart of a test, new for each, reached over HTTP only.
 */
record Cart(String id, Map<String, String> headers) {

    static Cart create() {
        return new Cart(UUID.randomUUID().toString(), Map.of());
    }

    /** The same cart, with a header in each request. */
    Cart with(String header, String value) {
        return new Cart(id, Map.of(header, value));
    }

    ValidatableResponse add(String product, int quantity, String unitPrice) {
        var body = """
                {"product": "%s", "quantity": %d, "unitPrice": %s}""".formatted(product, quantity, unitPrice);
        return request().contentType(ContentType.JSON).body(body).post("/carts/{id}/items", id).then();
    }

    ValidatableResponse remove(String product) {
        return request().delete("/carts/{id}/items/{product}", id, product).then();
    }

    ValidatableResponse post(String what) {
        return request().post("/carts/{id}/{what}", id, what).then();
    }

    ValidatableResponse get() {
        return request().get("/carts/{id}", id).then();
    }

    ValidatableResponse getAt(long version) {
        return request().get("/carts/{id}?at={version}", id, version).then();
    }

    ValidatableResponse history() {
        return request().get("/carts/{id}/history", id).then();
    }

    private RequestSpecification request() {
        return given().headers(headers);
    }
}
