package io.quarkiverse.eventstore.runtime.messaging.forwarding;

import org.junit.jupiter.api.Test;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;

class ConnectorPlacesTest {

    private final ConnectorPlaces places = new ConnectorPlaces();
    private final AssertSubscriber<Integer> connector = AssertSubscriber.create(0);

    @Test
    void are_as_many_as_the_connector_asks_for() {
        wire();

        connector.request(2);

        connector.assertItems(1, 2);
    }

    @Test
    void of_messages_that_are_not_answered_can_be_given_to_others() {
        wire();
        connector.request(2);

        places.give();

        connector.assertItems(1, 2, 3);
    }

    @Test
    void are_not_given_twice_when_a_message_is_answered_after_all() {
        wire();
        connector.request(2);
        places.give();

        places.takeBack();
        connector.request(1);
        connector.assertItems(1, 2, 3);

        connector.request(1);
        connector.assertItems(1, 2, 3, 4);
    }

    @Test
    void are_as_many_as_the_connector_says_when_it_counts_anew() {
        wire();
        connector.request(1);
        places.give();
        places.takeBack();

        connector.request(2);
        connector.request(1);

        connector.assertItems(1, 2, 3, 4, 5);
    }

    @Test
    void are_none_without_a_connector() {
        places.give();
        wire();

        connector.assertHasNotReceivedAnyItem();
    }

    private void wire() {
        places.of(Multi.createFrom().range(1, 10)).subscribe().withSubscriber(connector);
    }
}
