package io.quarkiverse.eventstore.testing.contract;

import static io.quarkiverse.eventstore.ReadStreamOptions.backwards;
import static io.quarkiverse.eventstore.ReadStreamOptions.from;
import static io.quarkiverse.eventstore.ReadStreamOptions.to;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.added;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.opened;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AggregateStreamOptions;
import io.quarkiverse.eventstore.EventDeserializationException;
import io.quarkiverse.eventstore.EventStoreException;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.UnexpectedEventTypeException;
import io.quarkiverse.eventstore.UnknownEventTypeException;
import io.quarkiverse.eventstore.testing.contract.fixture.ContractEventWithoutName;
import io.quarkiverse.eventstore.testing.contract.fixture.CurrencyChosen;
import io.quarkiverse.eventstore.testing.contract.fixture.InvoiceEvent.InvoiceSent;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.Opened;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.ProductAdded;
import io.quarkiverse.eventstore.testing.contract.fixture.UnregisteredEvent;
import io.smallrye.mutiny.Uni;

/**
 * The stored names of event types, and reads that meet an event of another type than they expect.
 */
public abstract class EventTypeContract extends Contract {

    private final String cart = unique("cart");

    @Test
    public void is_stored_under_the_name_of_its_annotation() {
        append(cart, opened(), added("apple"));

        assertThat(recorded(cart)).extracting(RecordedEvent::type)
                .containsExactly("contract-cart-opened", "contract-product-added");
    }

    @Test
    public void is_stored_under_its_simple_class_name_where_it_chose_none() {
        append(cart, new ContractEventWithoutName("x"));

        assertThat(recorded(cart)).extracting(RecordedEvent::type).containsExactly("ContractEventWithoutName");
        assertThat(dataOf(recorded(cart))).containsExactly(new ContractEventWithoutName("x"));
    }

    @Test
    public void is_read_under_every_former_name() {
        underTest().appendStored(cart, "contract-currency-set", "{\"currency\":\"EUR\"}");
        underTest().appendStored(cart, "contract-currency-picked", "{\"currency\":\"CHF\"}");
        append(cart, new CurrencyChosen("NOK"));

        var events = await(store().readStream(cart, CurrencyChosen.class)).events();

        assertThat(dataOf(events)).containsExactly(new CurrencyChosen("EUR"), new CurrencyChosen("CHF"),
                new CurrencyChosen("NOK"));
    }

    @Test
    public void is_never_written_under_a_former_name() {
        append(cart, new CurrencyChosen("EUR"));

        assertThat(recorded(cart)).extracting(RecordedEvent::type).containsExactly("contract-currency-chosen");
    }

    @Test
    public void is_known_by_class_and_by_name() {
        var types = underTest().eventTypes();

        assertThat(types.nameOf(Opened.class)).contains("contract-cart-opened");
        assertThat(types.classOf("contract-cart-opened")).contains(Opened.class);
        assertThat(types.nameOf(CurrencyChosen.class)).contains("contract-currency-chosen");
        assertThat(types.classOf("contract-currency-set")).contains(CurrencyChosen.class);
        assertThat(types.nameOf(ContractEventWithoutName.class)).contains("ContractEventWithoutName");
        assertThat(types.nameOf(UnregisteredEvent.class)).isEmpty();
        assertThat(types.classOf("contract-unknown")).isEmpty();
    }

    @Test
    public void may_be_read_as_any_common_type() {
        append(cart, added("apple"), added("pear"));

        assertThat(await(store().readStream(cart, ProductAdded.class)).events()).hasSize(2);
        assertThat(await(store().readStream(cart, ShoppingCartEvent.class)).events()).hasSize(2);
        assertThat(await(store().readStream(cart, Record.class)).events()).hasSize(2);
        assertThat(await(store().readStream(cart, Object.class)).events()).hasSize(2);
    }

    @Test
    public void may_be_of_several_families_in_one_stream() {
        append(cart, opened(), new InvoiceSent("2026-1"), new CurrencyChosen("EUR"));

        assertThat(dataOf(recorded(cart))).containsExactly(opened(), new InvoiceSent("2026-1"), new CurrencyChosen("EUR"));
    }

    @Test
    public void fails_every_kind_of_read_as_another_family() {
        append(cart, opened(), new InvoiceSent("2026-1"), opened());

        for (Uni<?> reading : everyKindOfRead()) {
            assertThat(failureOf(reading)).isInstanceOfSatisfying(UnexpectedEventTypeException.class, unexpected -> {
                assertThat(unexpected.streamName()).isEqualTo(cart);
                assertThat(unexpected.streamVersion()).isEqualTo(2);
                assertThat(unexpected.storedType()).isEqualTo("contract-invoice-sent");
                assertThat(unexpected.expectedClass()).isEqualTo(ShoppingCartEvent.class);
            }).hasMessage("Stream " + cart + ", version 2: expected a " + ShoppingCartEvent.class.getName()
                    + ", but the stored type contract-invoice-sent is " + InvoiceSent.class.getName() + ".");
        }
    }

    @Test
    public void fails_a_read_as_another_class_of_its_family() {
        append(cart, opened(), added("apple"));

        assertThat(failureOf(store().readStream(cart, Opened.class))).isInstanceOf(UnexpectedEventTypeException.class)
                .hasMessageContaining("version 2");
        assertThat(failureOf(store().readStream(cart, Opened.class, backwards())))
                .isInstanceOf(UnexpectedEventTypeException.class);
    }

    @Test
    public void fails_no_read_that_leaves_it_out() {
        append(cart, opened(), new InvoiceSent("2026-1"), opened());

        assertThat(read(cart, to(1)).events()).hasSize(1);
        assertThat(read(cart, from(3)).events()).hasSize(1);
        assertThat(read(cart, backwards().withMaxCount(1)).currentStreamVersion()).isEqualTo(3);
    }

    @Test
    public void fails_every_kind_of_read_when_nobody_knows_the_stored_name() {
        append(cart, opened());
        underTest().appendStored(cart, "contract-unknown", "{}");

        for (Uni<?> reading : everyKindOfRead()) {
            assertThat(failureOf(reading)).isInstanceOfSatisfying(UnknownEventTypeException.class, unknown -> {
                assertThat(unknown.streamName()).isEqualTo(cart);
                assertThat(unknown.streamVersion()).isEqualTo(2);
                assertThat(unknown.storedType()).isEqualTo("contract-unknown");
            }).hasMessage("Stream " + cart + ", version 2: expected a registered event type, but the stored type is "
                    + "contract-unknown, which no class has; if a class was renamed, name the type with "
                    + "@EventType(formerly = \"contract-unknown\").");
        }
    }

    @Test
    public void fails_a_read_as_object_when_nobody_knows_the_stored_name() {
        underTest().appendStored(cart, "contract-unknown", "{}");

        assertThat(failureOf(store().readStream(cart, Object.class))).isInstanceOf(UnknownEventTypeException.class);
    }

    @Test
    public void hinders_no_append_and_tells_version_and_existence_when_nobody_knows_the_stored_name() {
        underTest().appendStored(cart, "contract-unknown", "{}");

        assertThat(append(cart, opened()).nextExpectedStreamVersion()).isEqualTo(2);
        assertThat((boolean) await(store().streamExists(cart))).isTrue();
        assertThat(read(cart, from(2)).events()).hasSize(1);
    }

    @Test
    public void fails_every_kind_of_read_when_the_stored_data_does_not_fit_its_class() {
        append(cart, opened());
        underTest().appendStored(cart, "contract-product-added", "{\"productId\":\"apple\",\"quantity\":\"many\"}");

        for (Uni<?> reading : everyKindOfRead()) {
            assertThat(failureOf(reading)).isInstanceOfSatisfying(EventDeserializationException.class, unfit -> {
                assertThat(unfit.streamName()).isEqualTo(cart);
                assertThat(unfit.streamVersion()).isEqualTo(2);
            }).hasMessageStartingWith("Stream " + cart + ", version 2: expected data of type contract-product-added that fits "
                    + ProductAdded.class.getName() + ", but it does not: ");
        }
    }

    @Test
    public void fails_with_exceptions_of_one_family() {
        underTest().appendStored(cart, "contract-unknown", "{}");

        assertThat(failureOf(store().readStream(cart, Object.class))).isInstanceOf(EventStoreException.class);
    }

    private List<Uni<?>> everyKindOfRead() {
        return List.of(
                store().readStream(cart, ShoppingCartEvent.class),
                store().streamEvents(cart, ShoppingCartEvent.class).collect().asList(),
                store().aggregateStream(cart,
                        AggregateStreamOptions.of(ShoppingCartEvent.class, () -> 0, (count, event) -> count + 1)));
    }
}
