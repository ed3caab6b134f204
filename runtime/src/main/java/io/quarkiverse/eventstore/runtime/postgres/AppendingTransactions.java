package io.quarkiverse.eventstore.runtime.postgres;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.smallrye.mutiny.Uni;

/**
 * The transactions that may have taken global positions and are not over.
 * <p>
 * Positions are taken before the commit, so a transaction can still be open whose events will stand below those that are seen
 * already. An append locks the table before it takes positions and keeps the lock until its commit can be seen. Whoever took a
 * position that is known by now is thus among those who hold the lock, or is over; whoever comes later takes later positions.
 */
final class AppendingTransactions {

    private final SqlRunner sql;
    private final SqlTexts texts;

    AppendingTransactions(SqlRunner sql, SqlTexts texts) {
        this.sql = sql;
        this.texts = texts;
    }

    /** Their names, which are never given again. */
    Uni<Set<String>> find() {
        return sql.query(texts.of(SqlStatement.FIND_APPENDING_TRANSACTIONS), List.of(), row -> requireNonNull(row.getString(0)))
                .map(HashSet::new);
    }
}
