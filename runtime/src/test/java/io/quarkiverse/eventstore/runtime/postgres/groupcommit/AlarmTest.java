package io.quarkiverse.eventstore.runtime.postgres.groupcommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

class AlarmTest {

    private final Queue<Runnable> scheduled = new ArrayDeque<>();
    private int rung;

    @Test
    void rings_once_however_often_it_was_set() {
        Alarm alarm = alarm();

        alarm.set();
        alarm.set();

        assertThat(scheduled).hasSize(1);
        scheduled.remove().run();
        assertThat(rung).isEqualTo(1);
    }

    @Test
    void can_be_set_again_when_it_has_rung() {
        Alarm alarm = alarm();
        alarm.set();
        scheduled.remove().run();

        alarm.set();

        assertThat(scheduled).hasSize(1);
    }

    @Test
    void can_be_set_again_while_it_rings() {
        Alarm[] alarm = new Alarm[1];
        alarm[0] = new Alarm((delay, task) -> scheduled.add(task), Duration.ofSeconds(1), () -> alarm[0].set());
        alarm[0].set();

        scheduled.remove().run();

        assertThat(scheduled).hasSize(1);
    }

    @Test
    void can_be_set_again_when_it_could_not_be_set() {
        AtomicBoolean isOpen = new AtomicBoolean();
        Alarm alarm = new Alarm((delay, task) -> {
            if (!isOpen.get()) {
                throw new RejectedExecutionException("Closed.");
            }
            scheduled.add(task);
        }, Duration.ofSeconds(1), () -> rung++);
        assertThatThrownBy(alarm::set).isInstanceOf(RejectedExecutionException.class);
        isOpen.set(true);

        alarm.set();

        assertThat(scheduled).hasSize(1);
    }

    private Alarm alarm() {
        return new Alarm((delay, task) -> scheduled.add(task), Duration.ofSeconds(1), () -> rung++);
    }
}
