package io.quarkiverse.eventstore.runtime.projection;

import java.util.regex.Pattern;

import io.quarkiverse.eventstore.projection.TableProjection;
import io.quarkiverse.eventstore.runtime.store.TransactionSessionFactory;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.subscription.StartFrom;
import io.smallrye.mutiny.Uni;

/**
 * A table for each version, and a view that shows the one in use.
 */
record TableReadModel<E>(TableProjection<E> projection, TransactionSessionFactory transactions) implements ReadModel {

    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,49}");

    TableReadModel {
        String name = projection.options().name();
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "Projection " + name + ": expected a name that a view can have, that is at most 50 "
                            + "lower-case letters, digits and underscores, not beginning with a digit.");
        }
        if (projection.options().startFrom() instanceof StartFrom.End) {
            throw new IllegalArgumentException("Projection " + name + ": expected it to start from a position, where each "
                    + "version of it begins, but it starts from the end of the log.");
        }
    }

    @Override
    public String name() {
        return projection.options().name();
    }

    @Override
    public boolean hasTable() {
        return true;
    }

    @Override
    public Uni<Boolean> prepare(long version) {
        return transactions.withTransaction((session, transaction) -> transaction.projections().lock(name())
                .call(versions -> versions.prepared() >= version || !versions.has(version)
                        ? Uni.createFrom().voidItem()
                        : projection.create(table(version), session)
                                .chain(() -> transaction.projections().prepared(name(), version, true)))
                .map(versions -> versions.has(version)));
    }

    @Override
    public Uni<Void> follow(DurableSubscriptions subscriptions, long version) {
        String table = table(version);
        return subscriptions.startForProjection(ReadModel.optionsOf(projection.options(), version), projection.eventType(),
                (event, session) -> projection.project(event, table, session));
    }

    private String table(long version) {
        return name() + "_v" + version;
    }
}
