package io.quarkiverse.eventstore.runtime.store;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.quarkiverse.eventstore.AppendToStreamResult;

/**
 * Appends that concern inline projections, each in a session of its own; the others go their usual way.
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
        return projections.concernedBy(appends.request()).isEmpty()
                ? others.send(appends, answer)
                : transactions.append(appends).subscribeAsCompletionStage().thenApply(answer).toCompletableFuture().copy();
    }
}
