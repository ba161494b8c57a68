package io.github.pixverseopenapi.contract.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JarTest {
    private static final String PACKAGE = "io/github/pixverseopenapi/client/";

    private static final String NATIVE_IMAGE = "META-INF/native-image/io.github.pixverseopenapi/pixverse-client/";
    /** Calls need 210,000; jobs and batches the rest. */
    private static final long MAX_BYTES = 305_000;

    private static final int JAVA_8 = 52;

    @Test
    void size_ofTheJar_isBelowTheLimit() throws Exception {
        assertThat(Files.size(ClientArtifact.jar("").file())).isLessThan(MAX_BYTES);
    }

    @Test
    void files_inTheJar_areOurClassesManifestLicenceAndRules() throws Exception {
        assertThat(ClientArtifact.jar("").names())
                .contains(
                        "META-INF/MANIFEST.MF",
                        "META-INF/LICENSE",
                        "META-INF/proguard/pixverse-client.pro",
                        NATIVE_IMAGE + "reachability-metadata.json",
                        PACKAGE + "PixverseClient.class")
                .allMatch(name -> name.matches(
                        "META-INF/(MANIFEST\\.MF|LICENSE|proguard/[\\w-]+\\.pro|versions/9/module-info\\.class"
                                + "|versions/9/OSGI-INF/MANIFEST\\.MF)|" + NATIVE_IMAGE + "[\\w-]+\\.json|"
                                + PACKAGE + "[\\w/$-]+\\.class"));
    }

    @Test
    void licence_inTheJar_isThatOfTheRepository() throws Exception {
        assertThat(new String(ClientArtifact.jar("").bytes("META-INF/LICENSE"), UTF_8))
                .isEqualTo(Files.readString(Path.of("..", "LICENSE")));
    }

    @Test
    void module_ofTheJar_exportsThePublicPackagesAlone() throws Exception {
        ModuleDescriptor module = ModuleFinder.of(ClientArtifact.jar("").file())
                .find("io.github.pixverseopenapi.client")
                .orElseThrow()
                .descriptor();

        assertThat(module.isAutomatic()).isFalse();
        assertThat(module.exports())
                .extracting(ModuleDescriptor.Exports::toString)
                .containsExactlyInAnyOrder(
                        "io.github.pixverseopenapi.client", "io.github.pixverseopenapi.client.model");
        assertThat(module.requires())
                .filteredOn(each -> each.modifiers().contains(ModuleDescriptor.Requires.Modifier.TRANSITIVE))
                .extracting(ModuleDescriptor.Requires::name)
                .containsExactlyInAnyOrder("okhttp3", "retrofit2", "org.jspecify");
    }

    @Test
    void bundle_ofTheJar_exportsThePublicPackagesAlone() throws Exception {
        Jar jar = ClientArtifact.jar("");

        assertThat(jar.manifest("Bundle-SymbolicName")).isEqualTo("io.github.pixverseopenapi.client");
        assertThat(jar.manifest("Bundle-Version"))
                .isEqualTo(ClientArtifact.pom().version().replace('-', '.'));
        assertThat(jar.manifest("Require-Capability")).contains("(osgi.ee=JavaSE)(version=1.8)");
        assertThat(packages(jar.manifest("Export-Package")))
                .containsExactlyInAnyOrder(
                        "io.github.pixverseopenapi.client", "io.github.pixverseopenapi.client.model");
    }

    /** Gson from the oldest that runs, and nothing internal to another library. */
    @Test
    void bundle_ofTheJar_importsWhatItUses() throws Exception {
        String imports = ClientArtifact.jar("").manifest("Import-Package");

        assertThat(packages(imports))
                .contains("okhttp3", "okio", "retrofit2", "com.google.gson", "org.jspecify.annotations")
                .noneMatch(name -> name.contains("internal") || name.startsWith("kotlin"));
        assertThat(imports)
                .contains("com.google.gson;version=\"[2.10,3)\"")
                .containsPattern("org\\.jspecify\\.annotations;[^,]*(\"[^\"]*\")?[^,]*resolution:=optional");
    }

    private static List<String> packages(String header) {
        assertThat(header).as("a header for OSGi").isNotNull();
        return Stream.of(header.replaceAll("\"[^\"]*\"", "").split(","))
                .map(each -> each.replaceFirst(";.*", ""))
                .toList();
    }

    @Test
    void classes_inTheJar_runOnJava8() throws Exception {
        Jar jar = ClientArtifact.jar("");

        assertThat(jar.names())
                .filteredOn(name -> name.startsWith(PACKAGE))
                .allMatch(name -> ByteBuffer.wrap(jar.bytes(name)).getInt(Integer.BYTES) == JAVA_8);
    }

    @ParameterizedTest
    @CsvSource({"-sources, PixverseClient.java", "-javadoc, PixverseClient.html"})
    void jar_ofSourcesOrJavadoc_containsWhatItsNameStates(String kind, String file) throws Exception {
        assertThat(ClientArtifact.jar(kind).names()).contains(PACKAGE + file);
    }

    @Test
    void sources_ofEveryClass_areInTheirJar() throws Exception {
        List<String> sources = ClientArtifact.jar("-sources").names();

        assertThat(ClientArtifact.jar("").names())
                .filteredOn(name -> name.startsWith(PACKAGE))
                .allMatch(name -> sources.contains(name.replaceFirst("(\\$.*)?\\.class$", ".java")));
    }
}
