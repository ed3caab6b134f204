package io.quarkiverse.eventstore.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Properties;

import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void take_part_all_unless_something_is_said() {
        assertThat(Options.of(new Properties()))
                .isEqualTo(
                        new Options(java.util.EnumSet.allOf(BenchCase.class), java.util.EnumSet.allOf(ContenderName.class), 5,
                                3));
    }

    @Test
    void select_cases_and_contenders_by_name() {
        Options options = Options.of(properties("bench.cases", "append-64, hot", "bench.contenders", "axon"));

        assertThat(options.cases()).containsExactly(BenchCase.APPEND_64, BenchCase.HOT);
        assertThat(options.contenders()).containsExactly(ContenderName.AXON);
    }

    @Test
    void refuse_what_they_do_not_know() {
        assertThatIllegalArgumentException().isThrownBy(() -> Options.of(properties("bench.cases", "append-65")))
                .withMessageStartingWith("bench.cases: expected some of append-1, append-16, ")
                .withMessageEndingWith("but found 'append-65'.");
        assertThatIllegalArgumentException().isThrownBy(() -> Options.of(properties("bench.rounds", "0")))
                .withMessage("bench.rounds: expected 1 or more, but found 0.");
        assertThatIllegalArgumentException().isThrownBy(() -> Options.of(properties("bench.seconds", "long")))
                .withMessage("bench.seconds: expected a number, but found 'long'.");
    }

    private static Properties properties(String... namesAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        return properties;
    }
}
