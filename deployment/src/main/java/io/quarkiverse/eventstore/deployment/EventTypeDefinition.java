package io.quarkiverse.eventstore.deployment;

import java.util.List;

import org.jboss.jandex.DotName;

/** An event class with its stored name and the names it was stored under formerly, in order. */
record EventTypeDefinition(String name, DotName className, List<String> formerly) {
}
