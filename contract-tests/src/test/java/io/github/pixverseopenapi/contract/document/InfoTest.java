package io.github.pixverseopenapi.contract.document;

import static io.github.pixverseopenapi.contract.document.SpecFile.SPEC;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** The document introduces itself as the build does. */
class InfoTest {
    private static Document pom;

    @BeforeAll
    static void readPom() throws Exception {
        pom = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(Path.of("..", "pom.xml").toFile());
    }

    @Test
    void version_ofTheDocument_isThatOfTheBuild() throws Exception {
        assertThat(info().get("version")).isEqualTo(inPom("version").replace("-SNAPSHOT", ""));
    }

    @Test
    void licence_ofTheDocument_isThatOfTheBuild() throws Exception {
        assertThat(info().get("license"))
                .isEqualTo(Map.of("name", inPom("licenses/license/name"), "url", inPom("licenses/license/url")));
    }

    @Test
    void contact_ofTheDocument_isTheProject() throws Exception {
        assertThat(info().get("contact")).isEqualTo(Map.of("name", inPom("artifactId")));
    }

    @Test
    void title_ofTheDocument_isThere() {
        assertThat(info().get("title")).asString().isNotBlank().isNotEqualTo("null");
    }

    private static Map<String, Object> info() {
        return SpecFile.map(SPEC.root().get("info"));
    }

    private static String inPom(String element) throws Exception {
        return XPathFactory.newDefaultInstance().newXPath().evaluate("/project/" + element, pom);
    }
}
