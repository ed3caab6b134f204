@NullMarked
package io.quarkiverse.eventstore.embedded.postgresql.deployment;

import org.jspecify.annotations.NullMarked;
