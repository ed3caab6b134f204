package io.quarkiverse.eventstore.deployment.subscriptions;

/** The events of a shopping cart. */
sealed interface CartEvent {

    /** Those about an item. */
    sealed interface ItemEvent extends CartEvent {
    }

    /** Those that somebody has to see to. */
    sealed interface UrgentEvent extends CartEvent {
    }

    record Opened(String customer) implements CartEvent {
    }

    record ItemAdded(String item) implements ItemEvent {
    }

    record ItemRemoved(String item) implements ItemEvent {
    }

    record ItemSoldOut(String item) implements ItemEvent, UrgentEvent {
    }
}
