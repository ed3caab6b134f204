package io.quarkiverse.eventstore.runtime.postgres.hibernate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.hibernate.reactive.mutiny.impl.MutinyStatelessSessionImpl;

import io.quarkiverse.eventstore.runtime.config.PersistenceUnitDatasources;
import io.quarkiverse.eventstore.spi.AmbientTransactions.AmbientTransaction;
import io.quarkiverse.eventstore.spi.AmbientTransactions.OpenedTransaction;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.hibernate.orm.PersistenceUnit;
import io.smallrye.mutiny.Uni;

/**
 * A persistence unit of Hibernate Reactive.
 *
 * @param name that of the unit
 * @param datasource the name of its datasource
 */
record ReactiveUnit(String name, String datasource, Mutiny.SessionFactory factory, SqlConnections connections) {

    static ReactiveUnit of(InstanceHandle<Mutiny.SessionFactory> handle, PersistenceUnitDatasources datasources,
            SqlConnections connections) {
        String name = handle.getBean().getQualifiers().stream()
                .filter(PersistenceUnit.class::isInstance).map(qualifier -> ((PersistenceUnit) qualifier).value())
                .findFirst().orElse(PersistenceUnit.DEFAULT);
        return new ReactiveUnit(name, datasources.of(name), handle.get(), connections);
    }

    boolean isDefault() {
        return name.equals(PersistenceUnit.DEFAULT);
    }

    /** Begins a transaction with a session of its own. */
    Uni<OpenedTransaction> open(Supplier<Executor> contexts) {
        return Uni.createFrom().emitter(caller -> new OpenedSession(factory, connections, contexts.get()).begin(caller));
    }

    /** Those of the current sessions, managed and stateless, that are in one. */
    List<AmbientTransaction> currentTransactions() {
        Mutiny.Session session;
        Mutiny.StatelessSession stateless;
        try {
            session = factory.getCurrentSession();
            stateless = factory.getCurrentStatelessSession();
        } catch (IllegalStateException notInACallersContext) {
            return List.of();
        }
        List<AmbientTransaction> transactions = new ArrayList<>(1);
        if (session != null && session.currentTransaction() != null) {
            transactions.add(new AmbientTransaction(
                    connections.of(((MutinySessionImpl) session).getReactiveConnection()),
                    () -> session.flush().onFailure().transform(HibernateErrors::ofFlush)));
        }
        if (stateless != null && stateless.currentTransaction() != null) {
            transactions.add(new AmbientTransaction(
                    connections.of(((MutinyStatelessSessionImpl) stateless).getReactiveConnection()),
                    () -> Uni.createFrom().voidItem()));
        }
        return transactions;
    }
}
