package io.github.pixverseopenapi.contract.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedPomTest {
    private static final List<String> CENTRAL = List.of(
            "groupId",
            "artifactId",
            "version",
            "name",
            "description",
            "url",
            "licenses/license/name",
            "licenses/license/url",
            "developers/developer/name",
            "developers/developer/url",
            "scm/connection",
            "scm/developerConnection",
            "scm/url");

    /** Versions that a parent or its dependencyManagement gives do not travel. */
    @Test
    void pom_thatIsPublished_hasNoParent() throws Exception {
        PublishedPom pom = ClientArtifact.pom();

        assertThat(pom.has("parent")).isFalse();
        assertThat(pom.has("dependencyManagement")).isFalse();
        assertThat(pom.has("licenses")).isTrue();
    }

    /** Its rules for what is published there; the module's name is not added to the addresses. */
    @ParameterizedTest
    @ValueSource(strings = {"generated", "contract-tests"})
    void pom_thatIsPublished_hasWhatMavenCentralRequires(String module) throws Exception {
        PublishedPom pom = PublishedPom.read(Path.of("..", module, "target", ".flattened-pom.xml"));

        assertThat(CENTRAL)
                .allSatisfy(path ->
                        assertThat(pom.textAt(path)).as(path).isNotBlank().doesNotContain("${"));
        assertThat(pom.textAt("url")).isEqualTo(pom.textAt("scm/url")).doesNotEndWith(pom.textAt("artifactId"));
    }

    /** Both artifact names of okhttp: with only one of them, Retrofit would add okhttp 4. */
    @Test
    void dependencies_ofThePom_areFiveWithTheirVersions() throws Exception {
        String version = ":\\d+(\\.\\d+)+:compile";

        assertThat(ClientArtifact.pom().dependencies())
                .satisfiesExactlyInAnyOrder(
                        each -> assertThat(each).matches("com\\.squareup\\.okhttp3:okhttp" + version),
                        each -> assertThat(each).matches("com\\.squareup\\.okhttp3:okhttp-jvm" + version),
                        each -> assertThat(each).matches("com\\.squareup\\.retrofit2:retrofit" + version),
                        each -> assertThat(each).matches("com\\.google\\.code\\.gson:gson" + version),
                        each -> assertThat(each).matches("org\\.jspecify:jspecify" + version));
    }
}
