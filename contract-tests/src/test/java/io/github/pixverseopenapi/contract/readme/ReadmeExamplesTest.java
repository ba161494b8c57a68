package io.github.pixverseopenapi.contract.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(SandboxExtension.class)
class ReadmeExamplesTest {
    private static final String FROM_ENVIRONMENT = "PixverseClient.create(System.getenv(\"SEGMIND_API_KEY\"))";

    private static final int CLIENT_RELEASE = 8;
    private static final int SANDBOX_RELEASE = 17;

    /** Imports and statements. */
    static List<String> javaExamples() throws IOException {
        return Snippets.of("java").stream().filter(block -> !isFile(block)).toList();
    }

    /** Whole files, which stand in the tests and are compiled and run there. */
    static List<String> javaFiles() throws IOException {
        return Snippets.of("java").stream().filter(ReadmeExamplesTest::isFile).toList();
    }

    private static boolean isFile(String block) {
        return block.startsWith("package ");
    }

    @ParameterizedTest
    @MethodSource("javaFiles")
    void javaFile_isTheOneInTheTests(String block) {
        Matcher name = Pattern.compile("^package (\\S+);.*?\\nclass (\\w+)", Pattern.DOTALL).matcher(block);
        assertThat(name.find()).isTrue();
        assertThat(Path.of("src", "test", "java").resolve(name.group(1).replace('.', '/')).resolve(name.group(2) + ".java"))
                .hasContent(block);
    }

    @Test
    void workflow_isTheOneInTheRepository() throws IOException {
        assertThat(Snippets.of("yaml")).containsExactly(
                Files.readString(Snippets.README.resolveSibling(".github/workflows/verify.yml")));
    }

    @ParameterizedTest
    @MethodSource("javaExamples")
    void javaExample_compilesForTheOldestJava(String block, @TempDir Path folder) throws IOException {
        int release = block.contains("Sandbox") ? SANDBOX_RELEASE : CLIENT_RELEASE;
        assertThat(new RunnableSnippet(block).compile(folder, release)).isEmpty();
    }

    @Test
    void firstExample_runAgainstTheSandbox_savesItsVideo(Sandbox sandbox, @TempDir Path folder) throws Throwable {
        run(javaExamples().get(0), sandbox, folder, "videos/boat.mp4");
    }

    @Test
    void secondExample_runAgainstTheSandbox_savesItsVideo(Sandbox sandbox, @TempDir Path folder) throws Throwable {
        run(javaExamples().get(1), sandbox, folder, "vase.mp4");
    }

    private static void run(String block, Sandbox sandbox, Path folder, String file) throws Throwable {
        RunnableSnippet example = new RunnableSnippet(block)
                .with(FROM_ENVIRONMENT, "PixverseClient.builder().apiKey(\"" + sandbox.apiKey() + "\").baseUrl(\""
                        + sandbox.baseUrl() + "\").build()")
                .with("\"" + file + "\"", "\"" + folder.resolve(file) + "\"");
        assertThat(example.compile(folder, CLIENT_RELEASE)).isEmpty();
        example.run(folder);
        assertThat(Files.size(folder.resolve(file))).isPositive();
        assertThat(sandbox.journal()).hasSize(1);
    }

    @Test
    void sandboxExample_runs(@TempDir Path folder) throws Throwable {
        RunnableSnippet example = new RunnableSnippet(javaExamples().get(2));
        assertThat(example.compile(folder, SANDBOX_RELEASE)).isEmpty();
        example.run(folder);
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void endpointTable_saysWhatTheDocumentSays(Operation operation) throws IOException {
        String seconds = operation.typicalTime().orElseThrow().toMillis() % 1000 == 0
                ? String.valueOf(operation.typicalTime().orElseThrow().toSeconds())
                : String.valueOf(operation.typicalTime().orElseThrow().toMillis() / 1000.0);
        String price = operation.lowestPriceUsd()
                .map(lowest -> lowest + " to " + operation.highestPriceUsd().orElseThrow())
                .orElse("not published");
        assertThat(Snippets.readme())
                .contains("| `POST " + operation.path() + "` | `" + operation.id() + "` | " + seconds + " | " + price
                        + " |");
    }

    @Test
    void dependency_namesTheVersionThatIsBuilt() throws IOException {
        Matcher version = Pattern.compile("<artifactId>pixverse-openapi</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(Files.readString(Path.of("..", "pom.xml")));
        assertThat(version.find()).isTrue();
        assertThat(Snippets.of("xml"))
                .hasSize(2)
                .allMatch(block -> block.contains("<version>" + version.group(1) + "</version>"));
        assertThat(Snippets.of("groovy").get(0)).contains("pixverse-client:" + version.group(1) + "'");
    }

    @Test
    void links_leadToFilesThatExist() throws IOException {
        Matcher link = Pattern.compile("\\]\\(([^)#]+)[^)]*\\)").matcher(Snippets.readme());
        while (link.find()) {
            assertThat(Snippets.README.resolveSibling(link.group(1))).exists();
        }
    }
}
