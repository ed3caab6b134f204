package io.quarkiverse.eventstore.it.servers;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.transaction.Transaction;

/**
 * An Artemis broker that speaks AMQP 1.0 and keeps messages until somebody takes them. What comes for a stream of the name
 * {@value #REFUSED_STREAM} it refuses at first, for longer than the connector tries by itself.
 */
public class ArtemisBroker extends RestartableBroker {

    /** Otherwise it takes no more messages when a tenth of the disk or less is free. */
    private static final int WHATEVER_ELSE_IS_ON_THE_DISK = -1;

    private static final String REFUSED_STREAM = "cart-refused";
    private static final int REFUSALS = 25;

    private final AtomicInteger refusals = new AtomicInteger();
    private EmbeddedActiveMQ server;

    @Override
    Map<String, String> addressedAs(int port) {
        return Map.of("amqp-host", "localhost", "amqp-port", Integer.toString(port));
    }

    @Override
    void begin(int port, Path data) throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setSecurityEnabled(false)
                .setMaxDiskUsage(WHATEVER_ELSE_IS_ON_THE_DISK)
                .setJournalDirectory(data.resolve("journal").toString())
                .setBindingsDirectory(data.resolve("bindings").toString())
                .setPagingDirectory(data.resolve("paging").toString())
                .setLargeMessagesDirectory(data.resolve("large").toString())
                .addAcceptorConfiguration("amqp", "tcp://localhost:" + port + "?protocols=AMQP")
                .addAddressSetting("#", new AddressSettings()
                        .setDefaultAddressRoutingType(RoutingType.ANYCAST)
                        .setDefaultQueueRoutingType(RoutingType.ANYCAST)
                        .setAutoDeleteQueues(false)
                        .setAutoDeleteAddresses(false));
        configuration.registerBrokerPlugin(new ActiveMQServerMessagePlugin() {
            @Override
            public void beforeSend(ServerSession session, Transaction transaction, Message message, boolean direct,
                    boolean noAutoCreateQueue) throws ActiveMQException {
                if (REFUSED_STREAM.equals(String.valueOf(message.getGroupID())) && refusals.incrementAndGet() <= REFUSALS) {
                    throw new ActiveMQException("refused");
                }
            }
        });
        server = new EmbeddedActiveMQ().setConfiguration(configuration);
        server.start();
    }

    @Override
    void end() throws Exception {
        server.stop();
    }
}
