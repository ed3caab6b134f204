package io.quarkiverse.eventstore.it.messaging.kafka;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.quarkiverse.eventstore.it.servers.DurableForwardingContract;
import io.quarkiverse.eventstore.it.servers.KafkaBroker;
import io.quarkiverse.eventstore.it.servers.Received;

class DurableForwardingIT extends DurableForwardingContract {

    private Topic topic;

    DurableForwardingIT() {
        super(new KafkaBroker());
    }

    @Override
    protected void beginToReceive(Map<String, String> address) {
        topic = new Topic(address.get("kafka.bootstrap.servers"), "shop-events");
    }

    @Override
    protected List<Received> received() {
        return topic.all(key -> true).stream()
                .map(record -> new Received(record.key(), Long.parseLong(header(record, "ce_streamversion")),
                        header(record, "ce_id")))
                .toList();
    }

    @Override
    protected void endToReceive() {
        topic.close();
    }

    /** That it is away is not a refusal, whatever is done about those. */
    @Override
    protected Map<String, String> withoutBroker() {
        String forwarding = "quarkus.event-store.forwarding.durable.";
        return Map.of(forwarding + "when-refused", "park", forwarding + "retries", "0",
                forwarding + "acknowledgement-timeout", "2S");
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
