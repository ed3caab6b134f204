package io.quarkiverse.eventstore.it.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.eventstore.AppendToStreamOptions;
import io.quarkiverse.eventstore.BlockingEventStore;
import io.quarkiverse.eventstore.testing.contract.fixture.ShoppingCartEvent;

/** Commands that change a row and append an event. */
@ApplicationScoped
public class Carts {

    private final AgroalDataSource datasource;
    private final BlockingEventStore store;

    Carts(AgroalDataSource datasource, BlockingEventStore store) {
        this.datasource = datasource;
        this.store = store;
    }

    void createTable() {
        try (Connection connection = datasource.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists cart_rows (cart text primary key, products integer not null)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Transactional
    public void add(String cart) {
        add(cart, () -> {
        });
    }

    /** Decides on what it reads. */
    @Transactional
    public void add(String cart, Runnable last) {
        long version = store.readStream(cart, Object.class).currentStreamVersion();
        increment(cart);
        store.appendToStream(cart, List.of(ShoppingCartEvent.added("shoes")), AppendToStreamOptions.expecting(version));
        last.run();
    }

    /** Number of products in the row; 0 if there is none. */
    @Transactional
    public int products(String cart) {
        try (Connection connection = datasource.getConnection();
                PreparedStatement query = connection.prepareStatement("select products from cart_rows where cart = ?")) {
            query.setString(1, cart);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void increment(String cart) {
        try (Connection connection = datasource.getConnection();
                PreparedStatement update = connection
                        .prepareStatement("insert into cart_rows as c (cart, products) values (?, 1)"
                                + " on conflict (cart) do update set products = c.products + 1")) {
            update.setString(1, cart);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
