package io.quarkiverse.eventstore.bench.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.bench.report.Environment;

/**
 * Emmett as it comes from its registry, in the build folder; installed when it is first asked for.
 */
final class Emmett {

    private final Path module;

    private @Nullable Optional<Path> folder;

    Emmett(Path module) {
        this.module = module;
    }

    /** Empty if npm could not install it. */
    Optional<Path> folder() throws IOException {
        if (folder == null) {
            folder = install();
        }
        return folder;
    }

    private Optional<Path> install() throws IOException {
        Path installed = Files.createDirectories(module.resolve("target/emmett"));
        for (String file : new String[] { "package.json", "worker.mjs" }) {
            Files.write(installed.resolve(file), Files.readAllBytes(module.resolve("src/main/emmett").resolve(file)));
        }
        return Environment.versionOf("npm", "install", "--no-audit", "--no-fund", "--prefix", installed.toString())
                .map(output -> installed);
    }
}
