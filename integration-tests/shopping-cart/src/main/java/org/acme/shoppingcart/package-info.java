/**
 * A shopping cart over HTTP whose state is its events: the sample of the event store.
 * <p>
 * Start at {@link org.acme.shoppingcart.ShoppingCartEvent}; then the state that events add up to, the decisions that lead to
 * events, and {@link org.acme.shoppingcart.ShoppingCarts}, the only class that appends them.
 */
package org.acme.shoppingcart;
