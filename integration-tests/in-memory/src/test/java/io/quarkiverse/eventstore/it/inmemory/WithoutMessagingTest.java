package io.quarkiverse.eventstore.it.inmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;

import org.junit.jupiter.api.Test;

import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusTest;

/** An application that has no messaging extension gets nothing of it from the event store. */
@QuarkusTest
class WithoutMessagingTest {

    @Test
    void no_api_of_reactive_messaging_is_there() {
        assertThatThrownBy(() -> Class.forName("org.eclipse.microprofile.reactive.messaging.Message", false,
                Thread.currentThread().getContextClassLoader())).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void no_bean_of_the_event_store_is_for_messaging() {
        assertThat(Arc.container().beanManager().getBeans(Object.class, Any.Literal.INSTANCE))
                .extracting(Bean::getBeanClass).extracting(Class::getName)
                .anyMatch(name -> name.startsWith("io.quarkiverse.eventstore.runtime."))
                .noneMatch(name -> name.startsWith("io.quarkiverse.eventstore.runtime.messaging."));
    }
}
