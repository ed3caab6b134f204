package io.quarkiverse.eventstore.runtime.store;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.quarkiverse.eventstore.AppendToStreamResult;

/**
 * Appends that concern inline projections, each in a session of its own. The others go their usual way, as do those for which
 * statements can travel with them.
 */
final class ProjectedAppends implements AppendPath {

    private final AppendPath others;
    private final InlineProjections projections;
    private final TransactionSessionFactory transactions;

    ProjectedAppends(AppendPath others, InlineProjections projections, TransactionSessionFactory transactions) {
        this.others = others;
        this.projections = projections;
        this.transactions = transactions;
    }

    @Override
    public <T> CompletionStage<T> send(PreparedAppends appends, Function<List<AppendToStreamResult>, T> answer) {
        Set<String> concerned = projections.concernedBy(appends.request());
        if (concerned.isEmpty()) {
            return others.send(appends, answer);
        }
        return projections.statements(concerned)
                .map(statements -> others.send(appends.with(statements), answer))
                .orElseGet(() -> inTransaction(appends, answer));
    }

    private <T> CompletionStage<T> inTransaction(PreparedAppends appends, Function<List<AppendToStreamResult>, T> answer) {
        return transactions.append(appends).subscribeAsCompletionStage().thenApply(answer).toCompletableFuture().copy();
    }
}
