import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

/**
 * Checks what the native image of the sample would hold of the event store: exactly the sample's event classes with what they
 * need, our metadata, and our SQL. Takes the jar of {@code -Dquarkus.native.sources-only=true}.
 */
final class NativeRegistrations {

    private static final Pattern NAME = Pattern.compile("\"name\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern RESOURCE = Pattern.compile("\"(?:pattern|glob)\"\\s*:\\s*\"([^\"]*event-store[^\"]*)\"");

    private static final SortedSet<String> EVENTS = sorted(
            "org.acme.shoppingcart.ShoppingCartEvent",
            "org.acme.shoppingcart.ShoppingCartEvent$ProductItemAdded",
            "org.acme.shoppingcart.ShoppingCartEvent$ProductItemRemoved",
            "org.acme.shoppingcart.ShoppingCartEvent$ShoppingCartCancelled",
            "org.acme.shoppingcart.ShoppingCartEvent$ShoppingCartConfirmed");
    private static final SortedSet<String> OWN = sorted(
            "io.quarkiverse.eventstore.runtime.jackson.JacksonMetadataFormat$StoredMetadata");

    public static void main(String... arguments) throws IOException {
        try (ZipFile jar = new ZipFile(Path.of(arguments[0]).toFile())) {
            SortedSet<String> classes = matches(NAME, jar, "reflect-config.json");
            check("event classes", EVENTS, startingWith("org.acme.shoppingcart.ShoppingCartEvent", classes));
            check("classes of the store", OWN, startingWith("io.quarkiverse.eventstore.runtime.jackson.", classes));
            check("resources of the store", sorted("META-INF/event-store/**"),
                    asGlobs(matches(RESOURCE, jar, "resource-config.json")));
        }
    }

    private static SortedSet<String> matches(Pattern pattern, ZipFile jar, String file) throws IOException {
        byte[] json = jar.getInputStream(jar.getEntry("META-INF/native-image/" + file)).readAllBytes();
        SortedSet<String> found = new TreeSet<>();
        for (Matcher match = pattern.matcher(new String(json, StandardCharsets.UTF_8)); match.find();) {
            found.add(match.group(1));
        }
        return found;
    }

    private static SortedSet<String> startingWith(String prefix, SortedSet<String> names) {
        SortedSet<String> found = new TreeSet<>(names);
        found.removeIf(name -> !name.startsWith(prefix));
        return found;
    }

    /** Quarkus writes a glob as a regular expression: undone so far that ours is recognised. */
    private static SortedSet<String> asGlobs(SortedSet<String> patterns) {
        SortedSet<String> globs = new TreeSet<>();
        patterns.forEach(pattern -> globs.add(pattern.replace("\\\\Q", "").replace("\\\\E", "").replace(".*", "**")));
        return globs;
    }

    private static void check(String what, SortedSet<String> expected, SortedSet<String> found) {
        if (!expected.equals(found)) {
            throw new IllegalStateException("Native image, " + what + ": expected " + expected + ", but found " + found + ".");
        }
        System.out.println("Native image, " + what + ": " + found);
    }

    private static SortedSet<String> sorted(String... names) {
        return new TreeSet<>(java.util.List.of(names));
    }
}
