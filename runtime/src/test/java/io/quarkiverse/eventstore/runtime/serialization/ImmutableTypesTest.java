package io.quarkiverse.eventstore.runtime.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImmutableTypesTest {

    enum Currency {
        EUR,
        USD
    }

    record Price(BigDecimal amount, Currency currency) {
    }

    record ProductAdded(UUID cart, String product, int quantity, Price price, Instant at) {
    }

    record Nothing() {
    }

    record Category(String name, Category parent) {
    }

    record ListedCategory(Category category, List<String> products) {
    }

    record Node(Node next, int[] values) {
    }

    record Dated(Date date) {
    }

    record Anything<T>(T value) {
    }

    static final class FinalClass {
    }

    @ParameterizedTest
    @ValueSource(classes = { String.class, int.class, Currency.class, Nothing.class, Price.class, ProductAdded.class,
            Category.class })
    void contain(Class<?> type) {
        assertThat(ImmutableTypes.contain(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(classes = { ListedCategory.class, Node.class, Dated.class, Anything.class, FinalClass.class, Object.class,
            List.class, CharSequence.class })
    void do_not_contain(Class<?> type) {
        assertThat(ImmutableTypes.contain(type)).isFalse();
    }

    @Test
    void are_the_same_of_registered_event_types() {
        RegisteredEventTypes types = RegisteredEventTypes.of(List.of(
                new RegisteredEventType("product-added", ProductAdded.class, List.of()),
                new RegisteredEventType("dated", Dated.class, List.of())));

        assertThat(types.areImmutable(ProductAdded.class)).isTrue();
        assertThat(types.areImmutable(Dated.class)).isFalse();
        assertThat(types.areImmutable(Price.class)).as("no event type").isFalse();
    }
}
