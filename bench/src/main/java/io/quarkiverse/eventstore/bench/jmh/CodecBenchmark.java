package io.quarkiverse.eventstore.bench.jmh;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstore.bench.BenchEvent;
import io.quarkiverse.eventstore.runtime.jackson.JacksonEventSerializer;

/** Events to JSON and back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {

    private final JacksonEventSerializer serializer = new JacksonEventSerializer(new ObjectMapper());
    private final BenchEvent event = BenchEvent.sample(1);
    private final String json = serializer.serialize(event);

    @Benchmark
    public String encode() {
        return serializer.serialize(event);
    }

    @Benchmark
    public BenchEvent decode() {
        return serializer.deserialize(json, BenchEvent.ProductAdded.class);
    }
}
