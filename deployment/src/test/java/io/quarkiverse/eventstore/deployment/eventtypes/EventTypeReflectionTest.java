package io.quarkiverse.eventstore.deployment.eventtypes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.builder.BuildContext;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveHierarchyBuildItem;
import io.quarkus.test.QuarkusUnitTest;

class EventTypeReflectionTest {

    private static final String REASON = "event-store event type";

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = Application.with()
            .addBuildChainCustomizer(chain -> chain
                    .addBuildStep(EventTypeReflectionTest::note)
                    .consumes(ReflectiveClassBuildItem.class)
                    .consumes(ReflectiveHierarchyBuildItem.class)
                    .produces(GeneratedResourceBuildItem.class)
                    .build());

    @Test
    void each_event_class_is_registered_with_constructors_methods_and_fields() throws IOException {
        assertThat(noted("classes.txt")).containsExactly(
                "Amount constructors true methods true fields true",
                "Paid constructors true methods true fields true");
    }

    @Test
    void each_event_class_is_the_root_of_a_hierarchy() throws IOException {
        assertThat(noted("hierarchies.txt")).containsExactly("Amount", "Paid");
    }

    @Test
    void what_events_consist_of_is_registered_and_nothing_else() throws IOException {
        assertThat(noted("parts.txt")).containsExactly("Address", "Amount", "Country", "Currency", "Discount", "Paid",
                "PaymentEvent", "Rebate", "java.math.BigDecimal");
    }

    private static void note(BuildContext context) {
        List<ReflectiveClassBuildItem> classes = context.consumeMulti(ReflectiveClassBuildItem.class);
        note(context, "classes.txt", classes.stream()
                .filter(item -> REASON.equals(item.getReason()))
                .map(item -> String.join(",", item.getClassNames()) + " constructors " + item.isConstructors() + " methods "
                        + item.isMethods() + " fields " + item.isFields()));
        note(context, "parts.txt", classes.stream()
                .filter(item -> item.getReason() != null && item.getReason().startsWith(REASON + " > "))
                .flatMap(item -> item.getClassNames().stream())
                .sorted());
        note(context, "hierarchies.txt", context.consumeMulti(ReflectiveHierarchyBuildItem.class).stream()
                .filter(item -> REASON.equals(item.getSource()))
                .map(item -> item.getType().name().toString()));
    }

    private static void note(BuildContext context, String file, Stream<String> lines) {
        String text = String.join("\n", lines.map(line -> line.replace(EventTypeReflectionTest.class.getName() + "$", ""))
                .toList());
        context.produce(new GeneratedResourceBuildItem(file, text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> noted(String file) throws IOException {
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    sealed interface PaymentEvent {
    }

    record Paid(UUID id, Instant at, Amount amount, List<Address> addresses, Discount discount) implements PaymentEvent {
    }

    record Amount(BigDecimal value, Currency currency) implements PaymentEvent {
    }

    enum Currency {
        EUR
    }

    record Address(Country country) {
    }

    record Country(String code) {
    }

    interface Discount {
    }

    record Rebate(int percent) implements Discount {
    }

    record Unrelated(String text) {
    }
}
