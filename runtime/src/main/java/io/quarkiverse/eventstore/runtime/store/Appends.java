package io.quarkiverse.eventstore.runtime.store;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.AppendToStreamResult;
import io.quarkiverse.eventstore.AppendedEvents;
import io.quarkiverse.eventstore.ConcurrencyException;
import io.quarkiverse.eventstore.runtime.store.commit.CommitOrder;
import io.quarkiverse.eventstore.spi.AppendOutcome;
import io.quarkiverse.eventstore.spi.AppendOutcome.Appended;
import io.quarkiverse.eventstore.spi.AppendOutcome.Repeated;
import io.quarkiverse.eventstore.spi.EncodedAppend;
import io.quarkiverse.eventstore.spi.EventOperations;
import io.quarkiverse.eventstore.spi.JointOutcome;
import io.quarkiverse.eventstore.spi.JointOutcome.Refused;
import io.quarkiverse.eventstore.spi.JointOutcome.Taken;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * Sends appends, and sees what was sent through to what follows it, even if the subscriber cancels. Stages in place of
 * operators: each operator would take a copy of the caller's whole context, this way it is one.
 */
final class Appends implements AppendPath {

    private final EventOperations operations;
    private final CommitOrder commits;
    private final Consumer<AppendedEvents> noted;
    private final Function<AppendedEvents, CompletionStage<Void>> whenAppended;

    /**
     * @param commits is told of each append that is a commit of its own
     * @param noted takes the events of all streams of an append before anything follows
     * @param whenAppended takes the events of each successful append; its failure would fail the append
     */
    Appends(EventOperations operations, CommitOrder commits, Consumer<AppendedEvents> noted,
            Function<AppendedEvents, CompletionStage<Void>> whenAppended) {
        this.operations = operations;
        this.commits = commits;
        this.noted = noted;
        this.whenAppended = whenAppended;
    }

    @Override
    public <T> CompletionStage<T> send(PreparedAppends appends, Function<List<AppendToStreamResult>, T> answer) {
        CompletableFuture<@Nullable Void> withdrawn = new CompletableFuture<>();
        List<CommitOrder.Turn> turns = new ArrayList<>(appends.appends().size());
        appends.appends().forEach(append -> turns.add(commits.begin(append.request().streamName())));
        CompletableFuture<T> answered = outcome(appends, withdrawn, turns)
                .thenCompose(Infrastructure.decorate((JointOutcome outcome) -> results(appends, outcome, turns)))
                .thenApply(answer).toCompletableFuture().copy();
        answered.whenComplete((results, failure) -> {
            if (answered.isCancelled()) {
                withdrawn.complete(null);
            }
        });
        return answered;
    }

    private CompletionStage<JointOutcome> outcome(PreparedAppends appends, CompletionStage<?> withdrawn,
            List<CommitOrder.Turn> turns) {
        try {
            return operations.append(appends.request(), withdrawn).whenComplete((outcome, failure) -> {
                if (!(outcome instanceof Taken taken && taken.outcomes().get(0) instanceof Appended)) {
                    endWithout(turns);
                }
            });
        } catch (RuntimeException e) {
            endWithout(turns);
            throw e;
        }
    }

    private static void endWithout(List<CommitOrder.Turn> turns) {
        turns.forEach(turn -> turn.end(List.of()));
    }

    private CompletionStage<List<AppendToStreamResult>> results(PreparedAppends appends, JointOutcome outcome,
            List<CommitOrder.Turn> turns) {
        if (outcome instanceof Refused refused) {
            EncodedAppend append = appends.appends().get(refused.index()).request();
            return CompletableFuture.failedStage(
                    new ConcurrencyException(append.streamName(), append.expected(), refused.actualVersion()));
        }
        List<AppendToStreamResult> results = new ArrayList<>(appends.appends().size());
        List<AppendedEvents> appended = new ArrayList<>(appends.appends().size());
        for (AppendOutcome each : ((Taken) outcome).outcomes()) {
            PreparedAppend append = appends.appends().get(results.size());
            if (each instanceof Appended events) {
                AppendedEvents recorded = append.recordedAs(events);
                turns.get(results.size()).end(recorded.events());
                appended.add(recorded);
            }
            results.add(result(append, each));
        }
        appended.forEach(noted);
        return follow(appended.iterator()).thenApply(done -> results);
    }

    private static AppendToStreamResult result(PreparedAppend append, AppendOutcome outcome) {
        int count = append.events().size();
        return outcome instanceof Appended appended
                ? result(appended.streamVersion(), count, appended.globalPositions().get(count - 1))
                : result(((Repeated) outcome).streamVersion(), count, ((Repeated) outcome).lastGlobalPosition());
    }

    private static AppendToStreamResult result(long streamVersion, int count, long lastPosition) {
        return new AppendToStreamResult(streamVersion, streamVersion == count, lastPosition);
    }

    /** One stream after the other, in the order of the appends. */
    private CompletionStage<@Nullable Void> follow(Iterator<AppendedEvents> appended) {
        if (!appended.hasNext()) {
            return CompletableFuture.completedStage(null);
        }
        CompletionStage<@Nullable Void> first = whenAppended.apply(appended.next());
        return appended.hasNext() ? first.thenCompose(done -> follow(appended)) : first;
    }
}
