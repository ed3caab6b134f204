package io.quarkiverse.eventstore.runtime.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.projection.InlineProjection;
import io.quarkiverse.eventstore.projection.InlineStatement;
import io.quarkiverse.eventstore.serialization.EventTypes;
import io.quarkiverse.eventstore.spi.EncodedAppend;
import io.quarkiverse.eventstore.spi.EncodedEvent;
import io.quarkiverse.eventstore.spi.InlineSql;
import io.quarkiverse.eventstore.spi.InlineState;
import io.quarkiverse.eventstore.spi.JointAppend;
import io.quarkiverse.eventstore.subscription.SubscriptionOptions;

/**
 * The inline projections of the application, by name. They are made at the first use, since they may use the event store.
 */
public final class InlineProjections {

    /** No projections. */
    public static final InlineProjections NONE = new InlineProjections(List::of);

    private static final int MAX_NAME_LENGTH = SubscriptionOptions.MAX_NAME_LENGTH - InlineState.subscription("").length();

    private final Supplier<List<Known>> source;
    private volatile @Nullable List<Known> known;

    private record Known(InlineProjection<?> projection, Set<String> storedTypes) {

        String name() {
            return projection.name();
        }
    }

    private InlineProjections(Supplier<List<Known>> source) {
        this.source = source;
    }

    /** @param projections asked when they are needed first */
    public static InlineProjections of(Supplier<? extends Collection<? extends InlineProjection<?>>> projections,
            EventTypes types) {
        return of(projections, List::of, types);
    }

    /** Of which some are statements. */
    public static InlineProjections of(Supplier<? extends Collection<? extends InlineProjection<?>>> projections,
            Supplier<? extends Collection<InlineStatement>> statements, EventTypes types) {
        return new InlineProjections(() -> {
            List<InlineProjection<?>> all = new ArrayList<>(projections.get());
            statements.get().forEach(statement -> all.add(new StatementProjection(statement)));
            return checked(all, types);
        });
    }

    /**
     * All of them.
     *
     * @throws IllegalStateException if a projection has no possible name, that of another one, or takes no event type
     */
    public List<? extends InlineProjection<?>> all() {
        return known().stream().map(Known::projection).toList();
    }

    private static List<Known> checked(Collection<? extends InlineProjection<?>> projections, EventTypes types) {
        List<Known> known = new ArrayList<>();
        for (InlineProjection<?> projection : projections) {
            requireName(projection, known);
            Set<String> storedTypes = types.namesOf(projection.eventType());
            if (storedTypes.isEmpty()) {
                throw new IllegalStateException("Inline projection " + projection.name()
                        + ": expected a registered event type or a supertype of one, but " + projection.eventType().getName()
                        + " is none.");
            }
            known.add(new Known(projection, storedTypes));
        }
        known.sort(Comparator.comparing(Known::name));
        return known;
    }

    private List<Known> known() {
        List<Known> present = known;
        if (present == null) {
            present = source.get();
            known = present;
        }
        return present;
    }

    private static void requireName(InlineProjection<?> projection, List<Known> others) {
        String name = projection.name();
        if (name == null || name.isBlank() || name.length() > MAX_NAME_LENGTH || name.indexOf('\0') >= 0) {
            throw new IllegalStateException(
                    "Inline projection of " + projection.getClass().getName() + ": expected a name of 1 to "
                            + MAX_NAME_LENGTH + " characters, but it is '" + name + "'.");
        }
        others.stream().filter(other -> other.name().equals(name)).findFirst().ifPresent(other -> {
            throw new IllegalStateException("Inline projection " + name + ": expected one with that name, but "
                    + other.projection().getClass().getName() + " and " + projection.getClass().getName() + " have it.");
        });
    }

    /** The names of those that an append concerns. */
    Set<String> concernedBy(JointAppend append) {
        List<Known> present = known();
        if (present.isEmpty()) {
            return Set.of();
        }
        Set<String> names = new HashSet<>();
        for (EncodedAppend part : append.appends()) {
            for (EncodedEvent event : part.events()) {
                present.stream().filter(each -> each.storedTypes().contains(event.type()))
                        .forEach(each -> names.add(each.name()));
            }
        }
        return names;
    }

    /** The statements of those with the names, by name, if that is what all of them are. */
    Optional<List<InlineSql>> statements(Set<String> names) {
        List<InlineSql> statements = new ArrayList<>(names.size());
        for (Known each : known()) {
            if (names.contains(each.name())) {
                if (!(each.projection() instanceof StatementProjection statement)) {
                    return Optional.empty();
                }
                statements.add(statement.sql(each.storedTypes()));
            }
        }
        return Optional.of(statements);
    }

    /** Those that take events of a stored type, by name. */
    List<? extends InlineProjection<?>> taking(String storedType) {
        return known().stream().filter(each -> each.storedTypes().contains(storedType)).map(Known::projection).toList();
    }
}
