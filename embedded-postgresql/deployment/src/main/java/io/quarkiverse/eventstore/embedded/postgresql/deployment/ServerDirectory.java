package io.quarkiverse.eventstore.embedded.postgresql.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The directory of one server, named after the process id of the JVM that owns it.
 * <p>
 * It holds the data and the log, and goes when the server stops; one whose owner is dead is a leftover for
 * {@link StaleServers}.
 */
record ServerDirectory(Path path) {

    static ServerDirectory create() throws IOException {
        var owner = ProcessHandle.current().pid();
        return new ServerDirectory(Files.createTempDirectory(Files.createDirectories(home()), owner + "-"));
    }

    /** The leftovers: directories whose owner no longer runs. */
    static List<ServerDirectory> abandoned() throws IOException {
        if (!Files.isDirectory(home())) {
            return List.of();
        }
        try (var children = Files.list(home())) {
            return children.map(ServerDirectory::new).filter(ServerDirectory::isAbandoned).toList();
        }
    }

    Path data() {
        return path.resolve("data");
    }

    Path log() {
        return path.resolve("server.log");
    }

    /** The server process: the one that the PID file names, if it runs PostgreSQL on this very directory. */
    Optional<ProcessHandle> postmaster() {
        try (var lines = Files.lines(data().resolve("postmaster.pid"))) {
            return lines.findFirst()
                    .map(line -> Long.parseLong(line.trim()))
                    .flatMap(ProcessHandle::of)
                    .filter(this::isPostmaster);
        } catch (IOException | UncheckedIOException | NumberFormatException noServer) {
            return Optional.empty();
        }
    }

    void delete() throws IOException {
        try (var files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static Path home() {
        var name = "quarkus-event-store-postgresql-" + System.getProperty("user.name");
        return Path.of(System.getProperty("java.io.tmpdir"), name).toAbsolutePath();
    }

    private boolean isPostmaster(ProcessHandle process) {
        var command = process.info().command().map(Path::of).map(Path::getFileName).map(Path::toString).orElse("");
        var arguments = List.of(process.info().arguments().orElse(new String[0]));
        return command.startsWith("postgres") && arguments.contains(data().toString());
    }

    private boolean isAbandoned() {
        var name = path.getFileName().toString();
        var dash = name.indexOf('-');
        if (dash < 1 || !name.substring(0, dash).chars().allMatch(Character::isDigit)) {
            return false;
        }
        return ProcessHandle.of(Long.parseLong(name.substring(0, dash))).isEmpty() && isUnlocked();
    }

    /** A container that shares the directory for temporary files has process ids of its own, but it sees the owner's lock. */
    private boolean isUnlocked() {
        var lock = data().resolve("epg-lock");
        try (var channel = FileChannel.open(lock, StandardOpenOption.WRITE); var held = channel.tryLock()) {
            return held != null;
        } catch (IOException noLock) {
            return !Files.exists(lock);
        }
    }
}
