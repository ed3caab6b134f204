/** How much of each product lies in shopping carts: a service that only hears what happens to them. */
package org.acme.productdemand;
