package io.quarkiverse.eventstore.it.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two processes append to the same 50 streams; {@code -Devent-store.nodes.seconds=120} makes it minutes. */
class GroupCommitNodesTest {

    private static final int SECONDS = Integer.getInteger("event-store.nodes.seconds", 5);
    private static final String NOT_IN_ORDER = """
            select count(*)
            from (select stream_version - lag(stream_version, 1, 0::bigint) over w as version_step,
                         global_position - lag(global_position, 1, 0::bigint) over w as position_step
                  from event_store.events
                  window w as (partition by stream_id order by stream_version)) steps
            where version_step <> 1 or position_step <= 0
            """;

    private final TestDatabase database = TestDatabase.migrated();

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void neither_deadlock_nor_lose_nor_double_an_append() throws Exception {
        List<Process> nodes = List.of(start(1), start(2));

        long appended = 0;
        for (Process node : nodes) {
            String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(node.exitValue()).as(output).isZero();
            appended += Long.parseLong(output.strip().lines().reduce("", (earlier, line) -> line));
        }

        assertThat(appended).isPositive();
        assertThat(database.number("select count(*) from event_store.events")).isEqualTo(appended);
        assertThat(database.number("select sum(stream_version) from event_store.streams")).isEqualTo(appended);
        assertThat(database.number(NOT_IN_ORDER)).isZero();
        assertThat(database.number("select deadlocks from pg_stat_database where datname = current_database()")).isZero();
    }

    private Process start(int seed) throws IOException {
        List<String> command = Stream.of(ProcessHandle.current().info().command().orElseThrow(), "-Xmx256m", "-cp",
                System.getProperty("java.class.path"), HotStreamsNode.class.getName(), String.valueOf(TestDatabase.port()),
                database.name(), String.valueOf(SECONDS), String.valueOf(seed)).toList();
        return new ProcessBuilder(command).directory(new File(".")).redirectError(Redirect.INHERIT).start();
    }
}
