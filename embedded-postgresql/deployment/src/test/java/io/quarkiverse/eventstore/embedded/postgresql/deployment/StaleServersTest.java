package io.quarkiverse.eventstore.embedded.postgresql.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class StaleServersTest {

    private static final ServerSettings SETTINGS = new ServerSettings("postgres", Map.of(), Duration.ofSeconds(30));

    @Test
    void a_server_of_a_killed_jvm_is_stopped_and_its_directory_removed() throws Exception {
        var owner = jvmWithServer("wait");
        var directory = new ServerDirectory(Path.of(owner.inputReader().readLine()));
        var postmaster = directory.postmaster().orElseThrow();
        owner.destroyForcibly().waitFor();
        assertThat(postmaster.isAlive()).isTrue();

        StaleServers.reap();

        assertThat(postmaster.isAlive()).isFalse();
        assertThat(directory.path()).doesNotExist();
    }

    @Test
    void a_server_of_a_living_jvm_is_left_alone() throws Exception {
        var owner = jvmWithServer("wait");
        var directory = new ServerDirectory(Path.of(owner.inputReader().readLine()));

        StaleServers.reap();

        assertThat(directory.postmaster()).hasValueSatisfying(ProcessHandle::isAlive);
        owner.destroyForcibly().waitFor();
        StaleServers.reap();
    }

    @Test
    void a_jvm_that_ends_takes_its_server_along() throws Exception {
        var owner = jvmWithServer("end");
        var directory = new ServerDirectory(Path.of(owner.inputReader().readLine()));

        assertThat(owner.waitFor(20, TimeUnit.SECONDS)).isTrue();

        assertThat(directory.postmaster()).isEmpty();
        assertThat(directory.path()).doesNotExist();
    }

    @Test
    void a_directory_without_a_server_is_removed() throws Exception {
        var dead = new ProcessBuilder(java(), "-version").redirectErrorStream(true).start();
        dead.waitFor();
        await().until(() -> ProcessHandle.of(dead.pid()).isEmpty());
        var own = ServerDirectory.create();
        var abandoned = new ServerDirectory(own.path().resolveSibling(dead.pid() + "-abandoned"));
        Files.move(own.path(), abandoned.path());
        Files.createDirectories(abandoned.data());
        Files.writeString(abandoned.data().resolve("postmaster.pid"), ProcessHandle.current().pid() + "\n");

        StaleServers.reap();

        assertThat(abandoned.path()).doesNotExist();
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void a_server_that_cannot_start_says_why_and_leaves_nothing() throws Exception {
        var impossible = new ServerSettings("postgres", Map.of("no_such_setting", "on"), Duration.ofSeconds(1));
        var server = new EmbeddedPostgresqlServer(impossible);

        var failure = catchThrowable(server::start);

        assertThat(failure).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected a server with the settings {no_such_setting=on}")
                .hasMessageContaining("unrecognized configuration parameter \"no_such_setting\"");
        assertThat(ownDirectories()).isEmpty();
    }

    /** Runs in a JVM of its own: starts a server, prints where, then waits to be killed or ends. */
    public static void main(String... args) throws Exception {
        var server = new EmbeddedPostgresqlServer(SETTINGS);
        server.start();
        System.out.println(ownDirectories().iterator().next());
        if (args[0].equals("wait")) {
            System.in.read();
        }
    }

    private static Iterable<Path> ownDirectories() throws IOException {
        var sample = ServerDirectory.create();
        sample.delete();
        try (var siblings = Files.list(sample.path().getParent())) {
            return siblings.filter(path -> path.getFileName().toString().startsWith(ProcessHandle.current().pid() + "-"))
                    .toList();
        }
    }

    private static Process jvmWithServer(String whatThen) throws IOException {
        return new ProcessBuilder(java(), "-cp", System.getProperty("java.class.path"), StaleServersTest.class.getName(),
                whatThen)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
