/** What applications under test append without end. */
package io.quarkiverse.eventstore.it.load;
