package io.quarkiverse.eventstore.deployment;

/** What a class declares by its methods, in the words of error messages. */
enum DeclarationKind {

    SUBSCRIPTION("Subscription", "void or Uni<Void>", "make it private if it is no handler", "make one of them private",
            "annotate a concrete class, at the top level or static"),
    INLINE_PROJECTION("Inline projection", "Uni<Void>", "change the method or remove @Inline",
            "remove @Inline from one of them",
            "annotate methods of a concrete class, at the top level or static, or of one that such a class extends");

    private final String title;
    private final String results;
    private final String wayOut;
    private final String wayOutOfTwo;
    private final String wayOutOfForm;

    DeclarationKind(String title, String results, String wayOut, String wayOutOfTwo, String wayOutOfForm) {
        this.title = title;
        this.results = results;
        this.wayOut = wayOut;
        this.wayOutOfTwo = wayOutOfTwo;
        this.wayOutOfForm = wayOutOfForm;
    }

    String title() {
        return title;
    }

    /** What a method may return. */
    String results() {
        return results;
    }

    /** What to do about a method that cannot be called. */
    String wayOut() {
        return wayOut;
    }

    /** What to do about a method too many. */
    String wayOutOfTwo() {
        return wayOutOfTwo;
    }

    /** What to do about a class that can be no bean. */
    String wayOutOfForm() {
        return wayOutOfForm;
    }
}
