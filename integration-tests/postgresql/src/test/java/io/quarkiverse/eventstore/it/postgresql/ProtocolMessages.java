package io.quarkiverse.eventstore.it.postgresql;

import java.util.ArrayList;
import java.util.List;

import io.vertx.core.buffer.Buffer;

/** Cuts what is sent on a connection in one direction into messages of PostgreSQL's protocol. */
final class ProtocolMessages {

    private Buffer rest = Buffer.buffer();
    private int typeLength;

    private ProtocolMessages(int typeLength) {
        this.typeLength = typeLength;
    }

    /** The first message of a client, the start-up, has no type. */
    static ProtocolMessages ofClient() {
        return new ProtocolMessages(0);
    }

    static ProtocolMessages ofServer() {
        return new ProtocolMessages(1);
    }

    /** The messages that are complete now. */
    List<Buffer> complete(Buffer bytes) {
        List<Buffer> messages = new ArrayList<>();
        rest.appendBuffer(bytes);
        int at = 0;
        while (rest.length() >= at + typeLength + 4 && rest.length() >= at + typeLength + rest.getInt(at + typeLength)) {
            int end = at + typeLength + rest.getInt(at + typeLength);
            messages.add(rest.getBuffer(at, end));
            at = end;
            typeLength = 1;
        }
        rest = rest.getBuffer(at, rest.length());
        return messages;
    }
}
