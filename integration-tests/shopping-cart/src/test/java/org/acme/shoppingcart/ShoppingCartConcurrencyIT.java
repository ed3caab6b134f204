package org.acme.shoppingcart;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class ShoppingCartConcurrencyIT extends ShoppingCartConcurrencyTest {
}
