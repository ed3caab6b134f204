package io.quarkiverse.eventstore.runtime.postgres.log;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRunner;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlStatement;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlTexts;
import io.smallrye.mutiny.Uni;

/**
 * The transactions that may have taken global positions and are not over.
 * <p>
 * Positions are taken before the commit, so a transaction can still be open whose events will stand below those that are
 * seen already. An append locks the table before it takes positions and keeps the lock until its commit can be seen. So when
 * an event was seen and those who hold the lock are looked up <em>afterwards</em>, whoever took a lower position is among
 * them, or is over; whoever comes later takes higher positions.
 * <p>
 * Only positions of events that were seen count, never the last value of the sequence. Such an event is committed, and so the
 * sequence cannot fall behind it: what the sequence wrote to the server's log stands before the commit. What it handed out
 * beyond may be lost at a crash and be handed out anew. A transaction that is under way above the last event that was seen
 * needs no attention: it is above whatever is declared settled.
 */
final class AppendingTransactions {

    private final SqlRunner sql;
    private final SqlTexts texts;

    AppendingTransactions(SqlRunner sql, SqlTexts texts) {
        this.sql = sql;
        this.texts = texts;
    }

    /**
     * Their names, which are never given again while the server runs; see {@link NotedTransactions} for when it is restarted.
     */
    Uni<Set<String>> find() {
        return sql.query(texts.of(SqlStatement.FIND_APPENDING_TRANSACTIONS), List.of(), row -> requireNonNull(row.getString(0)))
                .map(HashSet::new);
    }
}
