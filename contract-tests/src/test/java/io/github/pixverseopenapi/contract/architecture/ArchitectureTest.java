package io.github.pixverseopenapi.contract.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String PROJECT = "io.github.pixverseopenapi";
    private static final String PACKAGES = PROJECT + ".(**)";

    private static final JavaClasses CLIENT = originOf(PixverseClient.class);
    private static final JavaClasses CONTRACT = originOf(ApiDocument.class);
    private static final JavaClasses TESTS = originOf(ArchitectureTest.class);

    private static JavaClasses originOf(Class<?> type) {
        return new ClassFileImporter()
                .importUrl(type.getProtectionDomain().getCodeSource().getLocation());
    }

    @Test
    void client_dependsOnNothingOfTheContractModule() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage(PROJECT + ".contract..")
                .check(CLIENT);
    }

    @Test
    void client_packages_haveNoCycle() {
        slices().matching(PACKAGES).should().beFreeOfCycles().check(CLIENT);
    }

    @Test
    void contract_packages_dependOnLowerOnesOnly() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("redaction")
                .definedBy(PROJECT + ".contract.redaction")
                .layer("document")
                .definedBy(PROJECT + ".contract.document")
                .layer("samples")
                .definedBy(PROJECT + ".contract.samples")
                .layer("diff")
                .definedBy(PROJECT + ".contract.diff")
                .layer("operation")
                .definedBy(PROJECT + ".contract.operation")
                .layer("sandbox")
                .definedBy(PROJECT + ".contract.sandbox")
                .layer("verify")
                .definedBy(PROJECT + ".contract.verify..")
                .layer("record")
                .definedBy(PROJECT + ".contract.record")
                .layer("demo")
                .definedBy(PROJECT + ".contract.demo")
                .layer("generate")
                .definedBy(PROJECT + ".contract.generate")
                .layer("cli")
                .definedBy(PROJECT + ".contract.cli")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("generate")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("demo")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("record")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("verify")
                .mayOnlyBeAccessedByLayers("record", "cli")
                .whereLayer("sandbox")
                .mayOnlyBeAccessedByLayers("record", "demo", "cli")
                .whereLayer("operation")
                .mayOnlyBeAccessedByLayers("record", "demo", "generate", "cli")
                .whereLayer("diff")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("samples")
                .mayOnlyBeAccessedByLayers("diff")
                .whereLayer("document")
                .mayOnlyBeAccessedByLayers(
                        "samples", "diff", "operation", "sandbox", "verify", "record", "demo", "generate", "cli")
                .check(CONTRACT);
    }

    @Test
    void contract_packages_haveNoCycle() {
        slices().matching(PACKAGES).should().beFreeOfCycles().check(CONTRACT);
    }

    @Test
    void tests_packages_haveNoCycle() {
        slices().matching(PACKAGES).should().beFreeOfCycles().check(TESTS);
    }
}
