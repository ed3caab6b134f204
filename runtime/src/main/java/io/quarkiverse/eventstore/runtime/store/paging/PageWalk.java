package io.quarkiverse.eventstore.runtime.store.paging;

import java.util.Optional;
import java.util.function.Supplier;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Walks from page to page, fetching the next one while the subscriber is at work on the present one: never more than two are
 * in memory.
 */
final class PageWalk<P> {

    private Uni<Fetched<P>> upcoming;

    private PageWalk(Supplier<Uni<Fetched<P>>> first) {
        this.upcoming = Uni.createFrom().deferred(first::get);
    }

    /** The pages, from the first to the one that has no next. */
    static <P> Multi<P> from(Supplier<Uni<Fetched<P>>> first) {
        return Multi.createBy().repeating()
                .uni(() -> new PageWalk<>(first), PageWalk::next)
                .whilst(fetched -> fetched.next().isPresent())
                .map(Fetched::page);
    }

    private Uni<Fetched<P>> next() {
        return upcoming.invoke(fetched -> fetched.next().ifPresent(this::fetch));
    }

    /** Fetches at once; a failure is for the subscriber when it asks for the page. */
    private void fetch(Supplier<Uni<Fetched<P>>> next) {
        upcoming = Uni.createFrom().deferred(next::get).memoize().indefinitely();
        upcoming.subscribe().with(fetched -> {
        }, failure -> {
        });
    }

    /** A page, and how to fetch the next one. */
    record Fetched<P>(P page, Optional<Supplier<Uni<Fetched<P>>>> next) {
    }
}
