package io.quarkiverse.eventstore.runtime.postgres.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.eventstore.runtime.postgres.sql.JoinedSqlTransaction;
import io.quarkiverse.eventstore.runtime.postgres.sql.SqlRow;
import io.smallrye.mutiny.Uni;

/**
 * A JTA transaction on a JDBC connection. Everything is done at once, on the calling thread.
 */
final class JdbcTransaction implements JoinedSqlTransaction {

    private static final Map<String, PositionalSql> STATEMENTS = new ConcurrentHashMap<>();

    private static final Map<Class<?>, String> ELEMENT_TYPES = Map.of(String[].class, "text", Long[].class, "bigint",
            Integer[].class, "integer", UUID[].class, "uuid");

    private final JtaTransaction owner;

    JdbcTransaction(JtaTransaction owner) {
        this.owner = owner;
    }

    @Override
    public Object identity() {
        return owner;
    }

    @Override
    public CompletionStage<Boolean> isCommitted() {
        return owner.isCommitted();
    }

    @Override
    public <R> CompletionStage<R> collect(String sql, List<? extends @Nullable Object> parameters, Supplier<R> container,
            BiConsumer<R, SqlRow> add) {
        try {
            return CompletableFuture.completedStage(collectNow(sql, parameters, container.get(), add));
        } catch (SQLException e) {
            return CompletableFuture.failedStage(JdbcErrors.of(e));
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public Uni<Void> script(String sql) {
        return Uni.createFrom().voidItem().invoke(() -> {
            try (Connection connection = owner.connection(); Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw JdbcErrors.of(e);
            }
        });
    }

    /** Agroal closes it with the transaction if the application does not. */
    @Override
    public <C> C unwrap(Class<C> connectionType) {
        if (connectionType != Connection.class) {
            throw new IllegalArgumentException(
                    "Event store session: expected to be asked for a java.sql.Connection, but it was "
                            + connectionType.getName() + ".");
        }
        try {
            return connectionType.cast(owner.connection());
        } catch (SQLException e) {
            throw JdbcErrors.of(e);
        }
    }

    /** Its owner commits it. */
    @Override
    public Uni<Void> commit() {
        return Uni.createFrom().voidItem();
    }

    @Override
    public void doom() {
        owner.doom();
    }

    @Override
    public Uni<Void> rollback() {
        return Uni.createFrom().voidItem().invoke(owner::doom);
    }

    private <R> R collectNow(String sql, List<? extends @Nullable Object> parameters, R result, BiConsumer<R, SqlRow> add)
            throws SQLException {
        PositionalSql positional = STATEMENTS.computeIfAbsent(sql, PositionalSql::of);
        try (Connection connection = owner.connection();
                PreparedStatement statement = connection.prepareStatement(positional.text())) {
            for (int i = 0; i < positional.parameters().size(); i++) {
                set(connection, statement, i + 1, parameters.get(positional.parameters().get(i)));
            }
            if (statement.execute()) {
                try (ResultSet rows = statement.getResultSet()) {
                    JdbcRow row = new JdbcRow(rows);
                    while (rows.next()) {
                        add.accept(result, row);
                    }
                }
            }
            return result;
        }
    }

    private static void set(Connection connection, PreparedStatement statement, int index, @Nullable Object value)
            throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.NULL);
        } else if (value instanceof Object[] array) {
            statement.setArray(index, connection.createArrayOf(elementType(array), array));
        } else {
            statement.setObject(index, value);
        }
    }

    private static String elementType(Object[] array) {
        String type = ELEMENT_TYPES.get(array.getClass());
        if (type == null) {
            throw new IllegalArgumentException(
                    "Parameter: expected an array of a known type, but it is a " + array.getClass().getName() + ".");
        }
        return type;
    }
}
