package io.github.pixverseopenapi.contract.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PublishedPomTest {
    /** Versions that a parent or its dependencyManagement gives do not travel. */
    @Test
    void pom_thatIsPublished_hasNoParent() throws Exception {
        PublishedPom pom = ClientArtifact.pom();

        assertThat(pom.has("parent")).isFalse();
        assertThat(pom.has("dependencyManagement")).isFalse();
        assertThat(pom.has("licenses")).isTrue();
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
