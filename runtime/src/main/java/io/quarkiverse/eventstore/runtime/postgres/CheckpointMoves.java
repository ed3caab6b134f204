package io.quarkiverse.eventstore.runtime.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRunner;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlStatement;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlTexts;
import io.quarkiverse.eventstore.spi.PartitionLease;
import io.quarkiverse.eventstore.spi.Progress;
import io.smallrye.mutiny.Uni;

/**
 * Saves how far this node's partitions have come: one leaves at once, those that come while it is under way leave together.
 * Nobody waits for company, and nobody for a checkpoint that somebody else holds. An answer comes in any case.
 */
final class CheckpointMoves {

    private final SqlRunner sql;
    private final String text;
    private final CheckpointSave alone;
    private List<Move> waiting = new ArrayList<>();
    private boolean isUnderWay;

    /** @param alone saves those that must wait for somebody, and finds out whose lease is lost */
    CheckpointMoves(SqlRunner sql, SqlTexts texts, CheckpointSave alone) {
        this.sql = sql;
        this.text = texts.of(SqlStatement.MOVE_CHECKPOINTS);
        this.alone = alone;
    }

    /** False, and nothing is saved, if the lease is lost. */
    Uni<Boolean> save(PartitionLease lease, long position) {
        return Uni.createFrom().completionStage(() -> {
            Move move = new Move(lease, position, new CompletableFuture<>());
            synchronized (this) {
                waiting.add(move);
            }
            sendWaiting();
            return move.saved();
        });
    }

    private void sendWaiting() {
        List<Move> moves;
        synchronized (this) {
            if (isUnderWay || waiting.isEmpty()) {
                return;
            }
            isUnderWay = true;
            moves = waiting;
            waiting = new ArrayList<>();
        }
        together(moves).onTermination().invoke(this::ended)
                .subscribe().with(ordinals -> answer(moves, ordinals),
                        failure -> moves.forEach(move -> move.saved().completeExceptionally(failure)));
    }

    private void ended() {
        synchronized (this) {
            isUnderWay = false;
        }
        sendWaiting();
    }

    /** Gives the ordinals of those that are saved. */
    private Uni<List<Long>> together(List<Move> moves) {
        return sql.query(text, List.of(
                moves.stream().map(move -> move.lease().subscription()).toArray(String[]::new),
                moves.stream().map(move -> move.lease().partition()).toArray(Integer[]::new),
                moves.stream().map(move -> move.lease().token()).toArray(Long[]::new),
                moves.stream().map(Move::position).toArray(Long[]::new)), row -> row.getLong(0));
    }

    private void answer(List<Move> moves, List<Long> ordinals) {
        for (int i = 0; i < moves.size(); i++) {
            if (ordinals.contains(i + 1L)) {
                moves.get(i).saved().complete(true);
            } else {
                saveAlone(moves.get(i));
            }
        }
    }

    private void saveAlone(Move move) {
        alone.save(move.lease(), Progress.to(move.position())).subscribe().with(move.saved()::complete,
                move.saved()::completeExceptionally);
    }

    private record Move(PartitionLease lease, long position, CompletableFuture<Boolean> saved) {
    }
}
