package io.quarkiverse.eventstore.docs.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/**
 * The pages and the README show code that runs here, and nothing that claims to run is left out.
 */
class SnippetsTest {

    private static final Pattern INCLUDE = Pattern.compile("^include::([^\\[]+)\\[([^\\]]*)\\]$", Pattern.MULTILINE);
    private static final Pattern ATTRIBUTE = Pattern.compile("^:([a-z-]+): (.+)$", Pattern.MULTILINE);
    private static final Pattern PAGE_REFERENCE = Pattern.compile("xref:([a-z0-9/-]+\\.adoc)");
    private static final Pattern SOURCE_BLOCK = Pattern.compile(
            "\\[source,java[^\\]]*\\]\\n(?:\\.[^\\n]*\\n)?----\\n(.*?)\\n----",
            Pattern.DOTALL);
    private static final Pattern README_BLOCK = Pattern.compile("^```java\\n(.*?)\\n```$",
            Pattern.DOTALL | Pattern.MULTILINE);

    @Test
    void every_include_names_a_file_and_a_region_of_it() {
        List<String> broken = new ArrayList<>();
        for (Include include : includes()) {
            if (!Files.exists(include.file())) {
                broken.add(include + ": no such file");
            } else if (!include.tag().isEmpty() && !Documentation.tagsOf(include.file()).contains(include.tag())) {
                broken.add(include + ": no such region");
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void every_region_is_shown() {
        Set<String> shown = new TreeSet<>();
        includes().forEach(include -> shown.add(include.file().toAbsolutePath().normalize() + "#" + include.tag()));

        Set<String> regions = new TreeSet<>();
        for (Path example : Documentation.examples()) {
            Documentation.tagsOf(example)
                    .forEach(tag -> regions.add(example.toAbsolutePath().normalize() + "#" + tag));
        }

        assertThat(shown).containsAll(regions);
    }

    @Test
    void pages_have_no_java_of_their_own() {
        for (Path page : Documentation.pages()) {
            SOURCE_BLOCK.matcher(Documentation.read(page)).results()
                    .forEach(block -> assertThat(block.group(1)).as("%s", page).startsWith("include::"));
        }
    }

    @Test
    void every_page_that_is_linked_or_in_the_navigation_exists() {
        Path navigation = Documentation.PAGES.resolveSibling("nav.adoc");
        Set<Path> linked = new TreeSet<>();
        PAGE_REFERENCE.matcher(Documentation.read(navigation)).results()
                .forEach(reference -> linked.add(Documentation.PAGES.resolve(reference.group(1))));
        for (Path page : Documentation.pages()) {
            PAGE_REFERENCE.matcher(Documentation.read(page)).results()
                    .forEach(reference -> linked.add(Documentation.PAGES.resolve(reference.group(1))));
        }

        assertThat(linked).isNotEmpty().allSatisfy(page -> assertThat(page).exists());
    }

    @Test
    void the_readme_shows_regions_only() {
        List<String> regions = new ArrayList<>();
        for (Path example : Documentation.examples()) {
            Documentation.tagsOf(example).forEach(tag -> regions.add(Documentation.region(example, tag)));
        }

        List<String> blocks = README_BLOCK.matcher(Documentation.read(Documentation.README)).results()
                .map(block -> block.group(1)).toList();

        assertThat(blocks).isNotEmpty();
        assertThat(regions).containsAll(blocks);
    }

    private static List<Include> includes() {
        List<Include> includes = new ArrayList<>();
        for (Path page : Documentation.pages()) {
            String text = Documentation.read(page);
            INCLUDE.matcher(text).results().forEach(match -> includes.add(new Include(page,
                    page.resolveSibling(withAttributes(match.group(1), text)), tagOf(match.group(2)))));
        }
        return includes;
    }

    private static String withAttributes(String target, String page) {
        String resolved = target;
        for (var attribute : ATTRIBUTE.matcher(page).results().toList()) {
            resolved = resolved.replace("{" + attribute.group(1) + "}", attribute.group(2).strip());
        }
        return resolved;
    }

    private static String tagOf(String attributes) {
        return attributes.replaceAll("^.*\\btag=([a-z0-9-]+).*$|^.*$", "$1");
    }

    private record Include(Path page, Path file, String tag) {
    }
}
