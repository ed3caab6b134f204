package io.quarkiverse.eventstore.it.jdbc;

/** What becomes of letters. */
public sealed interface LetterEvent {

    record LetterPosted(String to) implements LetterEvent {
    }
}
