package org.acme.productdemand;

/** What this service wants to know of an event of a cart. */
record CartItem(String product, int quantity) {
}
