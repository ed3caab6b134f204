package io.quarkiverse.eventstore.testing.contract;

import static io.quarkiverse.eventstore.ExpectedStreamVersion.any;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.exactly;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.noStream;
import static io.quarkiverse.eventstore.ExpectedStreamVersion.streamExists;
import static io.quarkiverse.eventstore.ReadStreamOptions.expectedStreamVersion;
import static io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent.added;
import static io.quarkiverse.eventstore.testing.contract.fixture.StreamNames.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstore.AggregateStreamOptions;
import io.quarkiverse.eventstore.AggregateStreamResult;
import io.quarkiverse.eventstore.ConcurrencyException;
import io.quarkiverse.eventstore.ExpectedStreamVersion;
import io.quarkiverse.eventstore.ReadStreamOptions;
import io.quarkiverse.eventstore.RecordedEvent;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;
import io.smallrye.mutiny.Uni;

/**
 * Reads that expect a version: every kind of read answers alike.
 */
public abstract class ReadExpectationContract extends Contract {

    @Test
    public void reads_when_the_version_is_the_expected_one() {
        assertHolds(streamAt(5), expectedStreamVersion(5));
    }

    @Test
    public void fails_when_the_stream_is_ahead() {
        assertFails(streamAt(5), expectedStreamVersion(3), exactly(3), 5, "expected version 3, but it is at 5.");
    }

    @Test
    public void fails_when_the_stream_is_behind() {
        assertFails(streamAt(2), expectedStreamVersion(3), exactly(3), 2, "expected version 3, but it is at 2.");
    }

    @Test
    public void fails_when_a_version_is_expected_of_a_missing_stream() {
        assertFails(unique("cart"), expectedStreamVersion(3), exactly(3), 0, "expected version 3, but it does not exist.");
    }

    @Test
    public void reads_a_missing_stream_that_is_expected_not_to_exist() {
        assertHolds(unique("cart"), expectedStreamVersion(noStream()));
        assertHolds(unique("cart"), expectedStreamVersion(0));
    }

    @Test
    public void fails_when_an_existing_stream_is_expected_not_to_exist() {
        assertFails(streamAt(2), expectedStreamVersion(noStream()), noStream(), 2, "expected no stream, but it is at 2.");
        assertFails(streamAt(2), expectedStreamVersion(0), noStream(), 2, "expected no stream, but it is at 2.");
    }

    @Test
    public void reads_an_existing_stream_that_is_expected_to_exist() {
        assertHolds(streamAt(1), expectedStreamVersion(streamExists()));
        assertHolds(streamAt(7), expectedStreamVersion(streamExists()));
    }

    @Test
    public void fails_when_a_missing_stream_is_expected_to_exist() {
        assertFails(unique("cart"), expectedStreamVersion(streamExists()), streamExists(), 0,
                "expected an existing stream, but it does not exist.");
    }

    @Test
    public void reads_whatever_the_version_when_any_is_expected() {
        assertHolds(unique("cart"), expectedStreamVersion(any()));
        assertHolds(streamAt(3), expectedStreamVersion(any()));
    }

    @Test
    public void judges_the_stream_and_not_the_part_that_is_read() {
        String cart = streamAt(5);

        for (ReadStreamOptions part : List.of(ReadStreamOptions.to(3), ReadStreamOptions.from(9), ReadStreamOptions.to(0),
                ReadStreamOptions.maxCount(0), ReadStreamOptions.backwards().withMaxCount(1))) {
            assertHolds(cart, part.withExpectedStreamVersion(exactly(5)));
            assertFails(cart, part.withExpectedStreamVersion(exactly(3)), exactly(3), 5,
                    "expected version 3, but it is at 5.");
        }
    }

    private String streamAt(int version) {
        String cart = unique("cart");
        append(cart, added(version));
        return cart;
    }

    private void assertHolds(String cart, ReadStreamOptions options) {
        long version = read(cart).currentStreamVersion();

        assertThat(read(cart, options).currentStreamVersion()).isEqualTo(version);
        assertThat(await(events(cart, options))).isEqualTo(read(cart, options).events());
        assertThat(await(aggregate(cart, options)).currentStreamVersion()).isEqualTo(version);
    }

    private void assertFails(String cart, ReadStreamOptions options, ExpectedStreamVersion expected, long actual,
            String message) {
        for (Uni<?> reading : List.of(store().readStream(cart, ShoppingCartEvent.class, options), events(cart, options),
                aggregate(cart, options))) {
            assertThat(failureOf(reading)).isInstanceOfSatisfying(ConcurrencyException.class, conflict -> {
                assertThat(conflict.streamName()).isEqualTo(cart);
                assertThat(conflict.expected()).isEqualTo(expected);
                assertThat(conflict.actual()).isEqualTo(actual);
            }).hasMessage("Stream " + cart + ": " + message);
        }
    }

    private Uni<List<RecordedEvent<ShoppingCartEvent>>> events(String cart,
            ReadStreamOptions options) {
        return store().streamEvents(cart, ShoppingCartEvent.class, options).collect().asList();
    }

    private Uni<AggregateStreamResult<Integer>> aggregate(String cart, ReadStreamOptions options) {
        return store().aggregateStream(cart,
                AggregateStreamOptions.of(ShoppingCartEvent.class, () -> 0, (count, event) -> count + 1, options));
    }
}
