package io.quarkiverse.eventstore.runtime.postgres.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PositionalSqlTest {

    @Test
    void gives_each_question_mark_its_parameter() {
        PositionalSql sql = PositionalSql.of("""
                -- Finds streams.
                --   $1 text  name
                --   $2 bigint  version
                select $2::bigint, $1::text
                where $12 = $2
                """);

        assertThat(sql.text()).isEqualTo("select ?::bigint, ?::text\nwhere ? = ?\n");
        assertThat(sql.parameters()).containsExactly(1, 0, 11, 1);
    }
}
