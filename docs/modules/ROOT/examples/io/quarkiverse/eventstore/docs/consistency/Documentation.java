package io.quarkiverse.eventstore.docs.consistency;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of the documentation, and the tagged regions that its pages include.
 */
final class Documentation {

    static final Path README = Path.of("..", "README.md");
    static final Path PAGES = Path.of("modules", "ROOT", "pages");
    private static final Path EXAMPLES = Path.of("modules", "ROOT", "examples");
    private static final Path PROPERTIES = EXAMPLES.resolve("application.properties");

    private static final Pattern TAG = Pattern.compile("(?:tag|end)::([a-z0-9-]+)\\[\\]");

    private Documentation() {
    }

    static List<Path> pages() {
        return files(PAGES, ".adoc");
    }

    static List<Path> examples() {
        return Stream.concat(files(EXAMPLES, ".java").stream(), Stream.of(PROPERTIES)).toList();
    }

    /** The names of the regions of a file. */
    static Set<String> tagsOf(Path example) {
        Set<String> tags = new TreeSet<>();
        TAG.matcher(read(example)).results().forEach(match -> tags.add(match.group(1)));
        return tags;
    }

    /** The text of a region, without the lines that mark regions and without common indentation. */
    static String region(Path example, String tag) {
        StringBuilder region = new StringBuilder();
        boolean inside = false;
        for (String line : read(example).lines().toList()) {
            if (TAG.matcher(line).find()) {
                inside = line.contains("tag::" + tag + "[]") || inside && !line.contains("end::" + tag + "[]");
            } else if (inside) {
                region.append(line).append('\n');
            }
        }
        return region.toString().stripIndent().strip();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path directory, String suffix) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
