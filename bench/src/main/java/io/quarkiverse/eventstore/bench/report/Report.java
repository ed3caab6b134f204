package io.quarkiverse.eventstore.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.eventstore.bench.BenchCase;
import io.quarkiverse.eventstore.bench.ContenderName;
import io.quarkiverse.eventstore.bench.Measurement;
import io.quarkiverse.eventstore.bench.Results;

/**
 * The results as AsciiDoc.
 */
public final class Report {

    private final Results results;
    private final Map<String, String> environment;

    /** @param environment machine, versions, settings, date */
    public Report(Results results, Map<String, String> environment) {
        this.results = results;
        this.environment = environment;
    }

    public String text() {
        List<List<String>> goals = new ArrayList<>();
        Goal.ALL.forEach(goal -> goal.row(results).ifPresent(goals::add));
        goals.addAll(Goal.deliveryRows(results));
        Goal.memoryRow(results).ifPresent(goals::add);
        List<List<String>> figures = new ArrayList<>();
        for (BenchCase benchCase : BenchCase.values()) {
            for (ContenderName contender : benchCase.contenders()) {
                results.median(benchCase, contender).ifPresent(median -> figures.add(row(benchCase, contender, median)));
            }
        }
        return table("Goals", "4,1,1", List.of("Goal", "Measured", "Reached"), goals)
                + table("Figures: medians over the rounds", "4,3,2,1,1,1",
                        List.of("Case", "Contender", "Events per second", "p50 ms", "p99 ms", "Conflicts"), figures)
                + table("Environment", "1,4", List.of("What", "Value"),
                        environment.entrySet().stream().map(entry -> List.of(entry.getKey(), entry.getValue())).toList());
    }

    private List<String> row(BenchCase benchCase, ContenderName contender, Measurement median) {
        Optional<Measurement> store = results.median(benchCase, ContenderName.STORE);
        String relative = contender == ContenderName.STORE || store.isEmpty() ? ""
                : String.format(Locale.ROOT, " (%.2f)", median.perSecond() / store.get().perSecond());
        return List.of(benchCase.title(), contender.title(),
                String.format(Locale.ROOT, "%,.0f%s", median.perSecond(), relative),
                millis(median.p50()), millis(median.p99()), String.valueOf(median.conflicts()));
    }

    private static String millis(long micros) {
        return String.format(Locale.ROOT, "%.2f", micros / 1000.0);
    }

    private static String table(String title, String columns, List<String> header, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return "";
        }
        StringBuilder table = new StringBuilder(".").append(title).append("\n[cols=\"").append(columns)
                .append("\",options=\"header\"]\n|===\n");
        table.append('|').append(String.join(" |", header)).append("\n\n");
        rows.forEach(row -> table.append('|').append(String.join(" |", row)).append('\n'));
        return table.append("|===\n\n").toString();
    }
}
