package io.quarkiverse.eventstore.runtime.postgres.hibernate;

import java.util.Optional;

import org.eclipse.microprofile.config.Config;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.hibernate.reactive.mutiny.impl.MutinyStatelessSessionImpl;

import io.quarkiverse.eventstore.spi.AmbientTransactions.AmbientTransaction;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.datasource.common.runtime.DataSourceUtil;
import io.quarkus.hibernate.orm.PersistenceUnit;
import io.smallrye.mutiny.Uni;

/**
 * A persistence unit of Hibernate Reactive.
 *
 * @param name that of the unit
 * @param datasource the name of its datasource
 */
record ReactiveUnit(String name, String datasource, Mutiny.SessionFactory factory) {

    static ReactiveUnit of(InstanceHandle<Mutiny.SessionFactory> handle, Config config) {
        String name = handle.getBean().getQualifiers().stream()
                .filter(PersistenceUnit.class::isInstance).map(qualifier -> ((PersistenceUnit) qualifier).value())
                .findFirst().orElse(PersistenceUnit.DEFAULT);
        String property = name.equals(PersistenceUnit.DEFAULT) ? "quarkus.hibernate-orm.datasource"
                : "quarkus.hibernate-orm.\"" + name + "\".datasource";
        return new ReactiveUnit(name,
                config.getOptionalValue(property, String.class).orElse(DataSourceUtil.DEFAULT_DATASOURCE_NAME), handle.get());
    }

    /** That of the current session, if there is one and it is in a transaction. */
    Optional<AmbientTransaction> currentTransaction() {
        Mutiny.Session session;
        Mutiny.StatelessSession stateless;
        try {
            session = factory.getCurrentSession();
            stateless = factory.getCurrentStatelessSession();
        } catch (IllegalStateException notInACallersContext) {
            return Optional.empty();
        }
        if (session != null && session.currentTransaction() != null) {
            return Optional.of(new AmbientTransaction(
                    SqlConnections.of(((MutinySessionImpl) session).getReactiveConnection()), session::flush));
        }
        if (stateless != null && stateless.currentTransaction() != null) {
            return Optional.of(new AmbientTransaction(
                    SqlConnections.of(((MutinyStatelessSessionImpl) stateless).getReactiveConnection()),
                    () -> Uni.createFrom().voidItem()));
        }
        return Optional.empty();
    }

    /** @throws IllegalStateException if it is another one than that of the event store */
    void requireDatasource(String expected) {
        if (!datasource.equals(expected)) {
            throw new IllegalStateException("Persistence unit " + name + ": expected it to use the datasource " + expected
                    + ", that of the event store, so that events are part of its transaction, but it uses " + datasource
                    + ": call the event store outside of the transaction, or set "
                    + "quarkus.event-store.hibernate-reactive.enabled=false.");
        }
    }
}
