package io.quarkiverse.eventstore.bench.launcher;

import java.io.IOException;

import io.quarkiverse.eventstore.bench.Measurement;
import io.quarkiverse.eventstore.bench.Work;

/**
 * Has a contender do work, wherever it runs.
 */
interface Runner extends AutoCloseable {

    Measurement run(Work work) throws IOException;

    @Override
    void close() throws IOException;
}
