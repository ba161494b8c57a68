package io.github.pixverseopenapi.contract.readme;

import static io.github.pixverseopenapi.contract.fixtures.MarkdownFile.README;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxExtension;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(SandboxExtension.class)
class ReadmeExamplesTest {
    private static final String FROM_ENVIRONMENT = "PixverseClient.create(System.getenv(\"SEGMIND_API_KEY\"))";

    private static final int CLIENT_RELEASE = 8;
    private static final int SANDBOX_RELEASE = 17;

    /** Imports and statements. */
    static List<String> javaExamples() {
        return README.codeBlocks("java").stream()
                .filter(block -> block.startsWith("import "))
                .toList();
    }

    @Test
    void springBean_ofTheReadme_isThatOfTheExample() throws IOException {
        Path application =
                Path.of("examples/spring-boot-service/src/main/java/com/example/clips/ClipsApplication.java");
        assertThat(README.codeBlocks("java"))
                .filteredOn(block -> !block.startsWith("import "))
                .singleElement(InstanceOfAssertFactories.STRING)
                .satisfies(bean -> assertThat(Files.readString(application)).contains(bean.indent(4)));
    }

    @ParameterizedTest
    @MethodSource("javaExamples")
    void javaExample_ofTheReadme_compilesForTheOldestJava(String block, @TempDir Path folder) throws IOException {
        int release = block.contains("Sandbox") ? SANDBOX_RELEASE : CLIENT_RELEASE;
        assertThat(new RunnableSnippet(block).compile(folder, release)).isEmpty();
    }

    @Test
    void firstExample_runAgainstTheSandbox_savesItsVideo(Sandbox sandbox, @TempDir Path folder) throws Throwable {
        run(javaExamples().get(0), sandbox, folder, "videos/boat.mp4");
        assertThat(sandbox.journal()).hasSize(1);
    }

    @Test
    void secondExample_runAgainstTheSandbox_savesItsVideo(Sandbox sandbox, @TempDir Path folder) throws Throwable {
        run(javaExamples().get(1), sandbox, folder, "vase.mp4");
        assertThat(sandbox.journal()).hasSize(1);
    }

    @Test
    void jobExample_runAgainstTheSandbox_savesItsVideo(Sandbox sandbox, @TempDir Path folder) throws Throwable {
        run(javaExamples().get(2), sandbox, folder, "boat.mp4");
        assertThat(sandbox.jobs()).hasSize(1);
    }

    private static void run(String block, Sandbox sandbox, Path folder, String file) throws Throwable {
        RunnableSnippet example = new RunnableSnippet(block)
                .with(
                        FROM_ENVIRONMENT,
                        "PixverseClient.builder().apiKey(\"" + sandbox.apiKey() + "\").baseUrl(\"" + sandbox.baseUrl()
                                + "\").build()")
                .with("\"" + file + "\"", "\"" + folder.resolve(file) + "\"");
        assertThat(example.compile(folder, CLIENT_RELEASE)).isEmpty();
        example.run(folder);
        assertThat(Files.size(folder.resolve(file))).isPositive();
    }

    @Test
    void sandboxExample_ofTheReadme_runs(@TempDir Path folder) throws Throwable {
        RunnableSnippet example = new RunnableSnippet(javaExamples().get(3));
        assertThat(example.compile(folder, SANDBOX_RELEASE)).isEmpty();
        example.run(folder);
    }

    @Test
    void statuses_inTheReadme_areThoseOfTheDocument() {
        String readme = README.text();
        JsonObject document = ApiDocument.load().json();
        JsonObject shared = document.getAsJsonObject("components").getAsJsonObject("responses");
        JsonObject responses = document.getAsJsonObject("paths")
                .getAsJsonObject(Operation.TEXT_TO_VIDEO.path())
                .getAsJsonObject("post")
                .getAsJsonObject("responses");
        assertThat(responses.keySet())
                .filteredOn(status -> !status.equals("200"))
                .hasSize(9)
                .allSatisfy(status -> {
                    String reference =
                            responses.getAsJsonObject(status).get("$ref").getAsString();
                    JsonObject response = shared.getAsJsonObject(reference.substring(reference.lastIndexOf('/') + 1));
                    assertThat(readme)
                            .containsPattern("\\n\\| [^|\\n]*" + status + "[^|\\n]* \\| `"
                                    + response.get("x-exception").getAsString() + "`[^|\\n]* \\| `"
                                    + response.get("x-billing").getAsString() + "` \\|\\n");
                });
    }

    @Test
    void options_inTheReadme_areThoseOfTheBuilder() {
        String readme = README.text();
        assertThat(Stream.of(PixverseClient.Builder.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()) && method.getParameterCount() == 1)
                        .map(method ->
                                "`" + method.getName() + "(" + method.getParameterTypes()[0].getSimpleName() + ")`"))
                .hasSize(10)
                .allSatisfy(option -> assertThat(readme).contains(option));
    }

    @Test
    void dependency_inTheReadme_hasTheVersionOfTheBuild() throws IOException {
        Matcher version = Pattern.compile("<artifactId>pixverse-openapi</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(Files.readString(Path.of("..", "pom.xml")));
        assertThat(version.find()).isTrue();
        assertThat(README.codeBlocks("xml"))
                .hasSize(1)
                .allMatch(block -> block.contains("<version>" + version.group(1) + "</version>"));
        assertThat(README.text())
                .contains("`implementation(\"io.github.pixverseopenapi:pixverse-client:" + version.group(1) + "\")`");
    }

    @Test
    void links_inTheReadme_pointToExistingFiles() {
        Matcher link = Pattern.compile("\\]\\(([^)#]+)[^)]*\\)").matcher(README.text());
        while (link.find()) {
            // The badge is a page of the repository's host.
            if (link.group(1).startsWith("../../actions/")) {
                continue;
            }
            assertThat(README.path().resolveSibling(link.group(1))).exists();
        }
    }
}
