package io.quarkiverse.eventstore;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

import io.quarkiverse.eventstore.runtime.context.NobodysContext;
import io.quarkiverse.eventstore.runtime.jackson.JsonTexts;
import io.quarkiverse.eventstore.runtime.observability.ForwardedChannels;
import io.quarkiverse.eventstore.runtime.observability.ForwardingMeter;
import io.quarkiverse.eventstore.runtime.shutdown.ShutdownTasks;
import io.quarkiverse.eventstore.runtime.store.commit.CommitOrder;
import io.quarkiverse.eventstore.runtime.subscription.DurableSubscriptions;
import io.quarkiverse.eventstore.runtime.subscription.SubscriptionNames;
import io.quarkiverse.eventstore.runtime.subscription.delivery.DeliveryFailedException;
import io.quarkiverse.eventstore.runtime.subscription.delivery.HeldBatchHandler;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoop;
import io.quarkiverse.eventstore.runtime.subscription.loop.RunnerLoops;

/** Imports point down: API, SPI, store, back ends, recorders; and each foreign library has one package. */
class ArchitectureTest {

    private static final String ROOT = "io.quarkiverse.eventstore";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void packages_have_no_cycles() {
        check(slices().matching("(**)").should().beFreeOfCycles());
    }

    @Test
    void the_api_needs_the_jdk_mutiny_jspecify_and_cdi_annotations_only() {
        check(classes().that().resideInAPackage(ROOT)
                .should().onlyDependOnClassesThat().resideInAnyPackage(ROOT, "java..", "io.smallrye.mutiny..",
                        "io.smallrye.common.annotation", "org.jspecify..", "jakarta.enterprise.."));
    }

    @Test
    void the_serialization_api_needs_the_jdk_only() {
        check(classes().that().resideInAPackage(ROOT + ".serialization")
                .should().onlyDependOnClassesThat()
                .resideInAnyPackage(ROOT + ".serialization", ROOT, "java..", "org.jspecify.."));
    }

    @Test
    void the_spi_knows_the_api_and_no_back_end() {
        check(classes().that().resideInAPackage(ROOT + ".spi")
                .should().onlyDependOnClassesThat().resideInAnyPackage(ROOT + ".spi", ROOT, ROOT + ".subscription",
                        "java..", "io.smallrye.mutiny..", "org.jspecify.."));
    }

    @Test
    void the_subscription_api_needs_the_jdk_mutiny_and_the_api_only() {
        check(classes().that().resideInAPackage(ROOT + ".subscription")
                .should().onlyDependOnClassesThat().resideInAnyPackage(ROOT + ".subscription", ROOT, "java..",
                        "io.smallrye.mutiny..", "io.smallrye.common.annotation", "org.jspecify..", "jakarta.enterprise.."));
    }

    @Test
    void subscriptions_know_no_back_end_and_no_library_behind_it() {
        check(noClasses().that().resideInAPackage(ROOT + ".runtime.subscription..")
                .should().dependOnClassesThat().resideInAnyPackage(ROOT + ".runtime.postgres..", ROOT + ".runtime.inmemory",
                        ROOT + ".runtime.vertx", ROOT + ".runtime.jackson", ROOT + ".runtime.beans", ROOT + ".runtime"));
    }

    @Test
    void the_store_knows_no_back_end_and_no_library_behind_it() {
        check(noClasses().that().resideInAPackage(ROOT + ".runtime.store..")
                .should().dependOnClassesThat().resideInAnyPackage(ROOT + ".runtime.postgres..", ROOT + ".runtime.inmemory",
                        ROOT + ".runtime.jackson", ROOT + ".runtime.beans", ROOT + ".runtime"));
    }

    @Test
    void the_back_ends_know_neither_the_store_nor_each_other() {
        check(noClasses().that().resideInAnyPackage(ROOT + ".runtime.postgres..", ROOT + ".runtime.inmemory")
                .should().dependOnClassesThat().resideInAnyPackage(ROOT + ".runtime.store..", ROOT + ".runtime.beans",
                        ROOT + ".runtime"));
        check(noClasses().that().resideInAPackage(ROOT + ".runtime.inmemory")
                .should().dependOnClassesThat().resideInAPackage(ROOT + ".runtime.postgres.."));
    }

    @Test
    void only_the_pg_client_and_the_vertx_package_import_vertx() {
        check(noClasses().that().resideOutsideOfPackages(ROOT + ".runtime.postgres.pgclient", ROOT + ".runtime.vertx")
                .should().dependOnClassesThat().resideInAnyPackage("io.vertx.."));
    }

    @Test
    void only_the_hibernate_package_imports_hibernate() {
        check(noClasses().that().resideOutsideOfPackage(ROOT + ".runtime.postgres.hibernate")
                .should().dependOnClassesThat().resideInAnyPackage("org.hibernate..", "io.quarkus.hibernate.."));
    }

    @Test
    void only_the_jdbc_package_imports_jdbc_and_jta() {
        check(noClasses().that().resideOutsideOfPackage(ROOT + ".runtime.postgres.jdbc")
                .should().dependOnClassesThat().resideInAnyPackage("java.sql..", "javax.sql..", "jakarta.transaction..",
                        "io.agroal..", "io.quarkus.agroal.."));
    }

    @Test
    void only_the_jackson_package_imports_jackson() {
        check(noClasses().that().resideOutsideOfPackage(ROOT + ".runtime.jackson")
                .should().dependOnClassesThat().resideInAPackage("com.fasterxml.."));
    }

    @Test
    void only_the_context_and_jdbc_packages_say_which_context_goes_along() {
        check(noClasses().that().resideOutsideOfPackages(ROOT + ".runtime.context", ROOT + ".runtime.postgres.jdbc")
                .should().dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.microprofile.context..", "io.smallrye.context.."));
    }

    @Test
    void only_the_observability_package_imports_health() {
        check(noClasses().that().resideOutsideOfPackage(ROOT + ".runtime.observability")
                .should().dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.microprofile.health..", "io.smallrye.health.."));
    }

    @Test
    void only_the_messaging_package_imports_reactive_messaging() {
        check(noClasses().that().resideOutsideOfPackage(ROOT + ".runtime.messaging..")
                .should().dependOnClassesThat().resideInAnyPackage("org.eclipse.microprofile.reactive.messaging..",
                        "io.smallrye.reactive.messaging.."));
    }

    @Test
    void messaging_uses_the_public_api_and_what_forwarding_is_fed_from_only() {
        check(noClasses().that().resideInAPackage(ROOT + ".runtime.messaging..")
                .should().dependOnClassesThat(resideInAPackage(ROOT + ".runtime..")
                        .and(resideOutsideOfPackages(ROOT + ".runtime.messaging..", ROOT + ".runtime.config"))
                        .and(not(belongToAnyOf(CommitOrder.class, DurableSubscriptions.class,
                                SubscriptionNames.class, HeldBatchHandler.class, DeliveryFailedException.class,
                                RunnerLoops.class, RunnerLoop.class,
                                ForwardedChannels.class, ForwardingMeter.class, JsonTexts.class, NobodysContext.class,
                                ShutdownTasks.class)))
                        .or(resideInAPackage(ROOT + ".spi"))));
    }

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }
}
