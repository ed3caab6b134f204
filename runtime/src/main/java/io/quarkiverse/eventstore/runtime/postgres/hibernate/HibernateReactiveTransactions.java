package io.quarkiverse.eventstore.runtime.postgres.hibernate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import jakarta.enterprise.inject.Any;

import org.hibernate.reactive.mutiny.Mutiny;

import io.quarkiverse.eventstore.runtime.config.EventStoreBuildTimeConfig;
import io.quarkiverse.eventstore.runtime.config.PersistenceUnitDatasources;
import io.quarkiverse.eventstore.spi.AmbientTransactions;
import io.quarkus.arc.InjectableInstance;
import io.quarkus.datasource.common.runtime.DataSourceUtil;
import io.smallrye.mutiny.Uni;

/**
 * The transaction of the caller's current session, as in {@code @WithTransaction}, {@code Panache.withTransaction} and
 * {@code Mutiny.SessionFactory.withTransaction}, of any persistence unit, managed or stateless.
 */
public class HibernateReactiveTransactions implements AmbientTransactions {

    private final InjectableInstance<Mutiny.SessionFactory> factories;
    private final String datasource;
    private final PersistenceUnitDatasources datasources;
    private final SqlConnections connections = new SqlConnections();

    private volatile List<ReactiveUnit> units = List.of();

    HibernateReactiveTransactions(@Any InjectableInstance<Mutiny.SessionFactory> factories,
            EventStoreBuildTimeConfig eventStore, PersistenceUnitDatasources datasources) {
        this.factories = factories;
        this.datasource = eventStore.postgresql().datasource().orElse(DataSourceUtil.DEFAULT_DATASOURCE_NAME);
        this.datasources = datasources;
    }

    @Override
    public Optional<AmbientTransaction> current() {
        CandidateTransactions candidates = new CandidateTransactions(datasource, new ArrayList<>(1), new ArrayList<>(0));
        for (ReactiveUnit unit : units()) {
            candidates.add(unit, unit.currentTransactions());
        }
        return candidates.only();
    }

    /** Of the persistence unit on the event store's datasource, and of the default one if there are several. */
    @Override
    public Optional<Uni<OpenedTransaction>> open(Supplier<Executor> contexts) {
        List<ReactiveUnit> possible = units().stream().filter(unit -> unit.datasource().equals(datasource)).toList();
        return possible.stream().filter(unit -> possible.size() == 1 || unit.isDefault()).findFirst()
                .map(unit -> unit.open(contexts));
    }

    /** Looked for at the first use, since their factories are started after this bean is made. */
    private List<ReactiveUnit> units() {
        List<ReactiveUnit> found = units;
        if (found.isEmpty()) {
            found = factories.handlesStream().filter(handle -> handle.getBean().isActive())
                    .map(handle -> ReactiveUnit.of(handle, datasources, connections)).toList();
            units = found;
        }
        return found;
    }
}
