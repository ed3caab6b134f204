package org.acme.shoppingcart;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class ShoppingCartIT extends ShoppingCartTest {
}
