package io.quarkiverse.eventstore.bench.worker;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** How much this JVM compiles, from now on. */
final class CompilerTime {

    private final CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    private final long compiledBefore = compiler.getTotalCompilationTime();
    private final long beginning = System.nanoTime();

    /** The part of the time since then, which all compiler threads together were at work. */
    double part() {
        double elapsed = Math.max(1, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beginning));
        return (compiler.getTotalCompilationTime() - compiledBefore) / elapsed;
    }
}
