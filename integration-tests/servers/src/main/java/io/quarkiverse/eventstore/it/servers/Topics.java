package io.quarkiverse.eventstore.it.servers;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.awaitility.Awaitility;

/** Topics of Kafka. */
public final class Topics {

    private Topics() {
    }

    /** Before anybody sends to it, and until each partition has its leader: see the documentation of messaging. */
    public static List<TopicPartition> create(String bootstrapServers, String name, int partitions) {
        List<TopicPartition> all = IntStream.range(0, partitions).mapToObj(i -> new TopicPartition(name, i)).toList();
        try (Admin admin = Admin.create(Map.<String, Object> of("bootstrap.servers", bootstrapServers))) {
            if (!admin.listTopics().names().get().contains(name)) {
                admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
            }
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> hasLeaders(admin, all));
            return all;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("Topic " + name + " could not be created.", e);
        }
    }

    /** A broker may not know yet what another has created, or itself. */
    private static boolean hasLeaders(Admin admin, List<TopicPartition> partitions)
            throws InterruptedException, ExecutionException {
        try {
            admin.listOffsets(partitions.stream().collect(Collectors.toMap(Function.identity(), each -> OffsetSpec.latest())))
                    .all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    /** How many records there are. */
    public static long size(String bootstrapServers, String name) {
        try (Admin admin = Admin.create(Map.<String, Object> of("bootstrap.servers", bootstrapServers))) {
            Map<TopicPartition, OffsetSpec> ends = admin.describeTopics(List.of(name)).allTopicNames().get().get(name)
                    .partitions()
                    .stream().collect(Collectors.toMap(partition -> new TopicPartition(name, partition.partition()),
                            partition -> OffsetSpec.latest()));
            return admin.listOffsets(ends).all().get().values().stream().mapToLong(end -> end.offset()).sum();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("Topic " + name + " could not be looked at.", e);
        }
    }
}
