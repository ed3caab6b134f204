package io.quarkiverse.eventstore.runtime.postgres;

import java.util.Optional;
import java.util.UUID;

/**
 * Names this node for the others and for people: the host, as far as the environment tells, and what no other node has.
 */
final class NodeName {

    private static final int UNIQUE_PART = 8;

    private NodeName() {
    }

    static String unique() {
        String host = Optional.ofNullable(System.getenv("HOSTNAME")).filter(name -> !name.isBlank()).orElse("node");
        return host.replace(':', '_') + "-" + UUID.randomUUID().toString().substring(0, UNIQUE_PART);
    }
}
