package io.quarkiverse.eventstore.runtime.postgres.log;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

import io.quarkiverse.eventstore.runtime.postgres.groupcommit.AppendSender;
import io.quarkiverse.eventstore.spi.AppendOutcome;
import io.quarkiverse.eventstore.spi.AppendOutcome.Appended;
import io.quarkiverse.eventstore.spi.EncodedAppend;
import io.quarkiverse.eventstore.spi.EncodedEvent;
import io.quarkiverse.eventstore.spi.JointAppend;
import io.quarkiverse.eventstore.spi.JointOutcome;
import io.quarkiverse.eventstore.spi.JointOutcome.Taken;
import io.quarkiverse.eventstore.spi.LoggedEvent;
import io.quarkiverse.eventstore.spi.StoredEvent;

/**
 * Tells those who follow the log on this node what it commits itself, so that they need not ask the database for it.
 */
public final class OwnCommits {

    private final List<CommitWindow> followers = new CopyOnWriteArrayList<>();

    /** A window that takes what is committed from now on. */
    public CommitWindow follow() {
        CommitWindow window = new CommitWindow();
        followers.add(window);
        return window;
    }

    /** The same sender, whose appends are commits of their own. */
    public AppendSender of(AppendSender sender) {
        return new AppendSender() {

            @Override
            public CompletionStage<JointOutcome> alone(JointAppend append) {
                return sender.alone(append).thenApply(outcome -> {
                    committed(append, outcome);
                    return outcome;
                });
            }

            @Override
            public CompletionStage<List<JointOutcome>> together(List<JointAppend> batch) {
                return sender.together(batch).thenApply(outcomes -> {
                    for (int i = 0; i < batch.size(); i++) {
                        committed(batch.get(i), outcomes.get(i));
                    }
                    return outcomes;
                });
            }
        };
    }

    private void committed(JointAppend append, JointOutcome outcome) {
        if (outcome instanceof Taken taken && isAnyFollowed()) {
            for (int i = 0; i < append.appends().size(); i++) {
                committed(append.appends().get(i), taken.outcomes().get(i));
            }
        }
    }

    private boolean isAnyFollowed() {
        for (CommitWindow follower : followers) {
            if (follower.isFollowed()) {
                return true;
            }
        }
        return false;
    }

    private void committed(EncodedAppend append, AppendOutcome outcome) {
        if (outcome instanceof Appended appended) {
            for (LoggedEvent event : logged(append, appended)) {
                followers.forEach(follower -> follower.add(event));
            }
        }
    }

    private static List<LoggedEvent> logged(EncodedAppend append, Appended appended) {
        int count = append.events().size();
        List<LoggedEvent> logged = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            EncodedEvent event = append.events().get(i);
            logged.add(new LoggedEvent(append.streamName(), new StoredEvent(appended.streamVersion() - count + i + 1,
                    appended.globalPositions().get(i), event.eventId(), event.type(), event.data(), event.metadata(),
                    appended.recordedAt())));
        }
        return logged;
    }
}
