package io.quarkiverse.eventstore.testing.contract;

import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.testing.contract.fixture.RecordingHook;
import io.quarkiverse.eventstore.testing.contract.fixture.SlowHook;

/**
 * Hooks of appends in transactions of the store, which are waited for.
 */
public abstract class AwaitedHookContract extends HookContract {

    @Test
    public void is_done_before_the_append_completes() {
        String slow = unique(SlowHook.CATEGORY);

        append(slow, opened());

        told(SlowHook.NAME, slow, 1);
    }

    @Test
    public void runs_for_a_cancelled_append_that_was_committed() {
        String slow = unique(SlowHook.CATEGORY);

        store().appendToStream(slow, List.of(opened())).subscribe().with(result -> {
        }, failure -> {
        }).cancel();

        eventually(() -> toldTo(RecordingHook.NAME, slow).size() == 1);
        assertAtVersion(slow, 1);
    }
}
