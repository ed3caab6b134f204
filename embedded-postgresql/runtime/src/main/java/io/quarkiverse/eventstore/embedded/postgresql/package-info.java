/**
 * The runtime half of the embedded PostgreSQL extension, empty on purpose.
 * <p>
 * The server runs in the JVM that builds or tests the application, so everything is in the deployment artifact and a packaged
 * application carries none of it.
 */
@NullMarked
package io.quarkiverse.eventstore.embedded.postgresql;

import org.jspecify.annotations.NullMarked;
