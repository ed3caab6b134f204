package io.quarkiverse.eventstore.embedded.postgresql.deployment;

import java.util.Map;
import java.util.TreeMap;

import org.eclipse.microprofile.config.ConfigProvider;

/**
 * What the Dev Services of the running application tell it.
 */
final class DevServices {

    private DevServices() {
    }

    /** The datasource URLs that come from Dev Services and from nowhere else. */
    static Map<String, String> urls() {
        Map<String, String> urls = new TreeMap<>();
        ConfigProvider.getConfig().getConfigSources().forEach(source -> {
            if (source.getName().contains("DevServicesConfigSource")) {
                source.getPropertyNames().stream()
                        .filter(name -> name.endsWith(".url"))
                        .forEach(name -> urls.put(name, source.getValue(name)));
            }
        });
        return urls;
    }
}
