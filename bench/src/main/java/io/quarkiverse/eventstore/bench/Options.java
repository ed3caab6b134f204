package io.quarkiverse.eventstore.bench;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What to run: system properties {@code bench.cases}, {@code bench.contenders}, {@code bench.rounds}, {@code bench.seconds}.
 *
 * @param rounds how often each contender of a case is measured
 * @param seconds how long each measurement lasts
 */
public record Options(Set<BenchCase> cases, Set<ContenderName> contenders, int rounds, double seconds) {

    /** @throws IllegalArgumentException that names the option, what was expected and what was found */
    public static Options of(Properties properties) {
        return new Options(
                select("bench.cases", properties, EnumSet.allOf(BenchCase.class)),
                select("bench.contenders", properties, EnumSet.allOf(ContenderName.class)),
                (int) number("bench.rounds", properties, 5),
                number("bench.seconds", properties, 3));
    }

    private static <E extends Enum<E>> Set<E> select(String option, Properties properties, EnumSet<E> all) {
        String value = properties.getProperty(option);
        if (value == null) {
            return all;
        }
        return Arrays.stream(value.split(",")).map(name -> all.stream()
                .filter(one -> id(one).equals(name.strip())).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(option + ": expected some of "
                        + all.stream().map(Options::id).collect(Collectors.joining(", ")) + ", but found '" + name + "'.")))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(all.iterator().next().getDeclaringClass())));
    }

    private static double number(String option, Properties properties, double defaultValue) {
        String value = properties.getProperty(option, String.valueOf(defaultValue));
        double number;
        try {
            number = Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + ": expected a number, but found '" + value + "'.", e);
        }
        if (number < 1) {
            throw new IllegalArgumentException(option + ": expected 1 or more, but found " + value + ".");
        }
        return number;
    }

    private static String id(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
