package io.quarkiverse.eventstore.runtime.postgres.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement whose numbered parameters, {@code $1}, have become JDBC's question marks.
 *
 * @param text without comments
 * @param parameters for each question mark the index of its parameter, from 0
 */
record PositionalSql(String text, List<Integer> parameters) {

    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*--.*$\\R?");
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

    PositionalSql {
        parameters = List.copyOf(parameters);
    }

    static PositionalSql of(String sql) {
        List<Integer> parameters = new ArrayList<>();
        Matcher matcher = PARAMETER.matcher(COMMENT.matcher(sql).replaceAll(""));
        String text = matcher.replaceAll(found -> {
            parameters.add(Integer.parseInt(found.group(1)) - 1);
            return "?";
        });
        return new PositionalSql(text, parameters);
    }
}
