package io.quarkiverse.eventstore.runtime.observability;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/**
 * Tells that the application is to be started again when nothing else opens a channel of the forwarding again. A broker that
 * is away is no reason: appends do without it, and the forwarding goes on by itself.
 */
@Liveness
@Singleton
public class ForwardingHealthCheck implements HealthCheck {

    private static final String NAME = "Event store forwarding";

    private final ForwardedChannels channels;

    public ForwardingHealthCheck(ForwardedChannels channels) {
        this.channels = channels;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named(NAME).up();
        channels.areClosed().forEach((channel, isClosed) -> {
            response.withData(channel, isClosed ? "closed by its connector" : "open");
            if (isClosed) {
                response.down();
            }
        });
        return response.build();
    }
}
