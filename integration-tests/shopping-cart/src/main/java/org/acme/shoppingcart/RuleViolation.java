package org.acme.shoppingcart;

/**
 * A business rule forbids what was asked; nothing happened.
 */
final class RuleViolation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RuleViolation(String message) {
        super(message);
    }

    static void requireThat(boolean rule, String otherwise, Object... findings) {
        if (!rule) {
            throw new RuleViolation(otherwise.formatted(findings));
        }
    }
}
