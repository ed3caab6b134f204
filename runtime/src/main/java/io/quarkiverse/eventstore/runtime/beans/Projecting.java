package io.quarkiverse.eventstore.runtime.beans;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

import jakarta.inject.Qualifier;

/** For the work of inline projections. */
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@interface Projecting {
}
