package io.github.pixverseopenapi.contract.templates;

import static io.github.pixverseopenapi.contract.fixtures.ReflectiveObject.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.fixtures.CompiledClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockWebServer;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names from the document: no template may contain them. */
class OtherDocumentsTest {
    @TempDir
    Path folder;

    private final DocumentVariant document = new DocumentVariant();

    @Test
    void serverAndTag_ofOtherNames_areFollowed() throws Exception {
        document.at().put("servers", List.of(Map.of("url", "https://video.example.net/base")));
        document.at("paths").keySet().stream()
                .filter(path -> path.startsWith("/v1/pixverse-"))
                .forEach(path -> document.at("paths", path, "post").put("tags", List.of("Motion")));
        CompiledClient generated = compile();

        try (AutoCloseable client = generated.client()) {
            Object api = call(client, "api");
            Object call = call(api, "textToVideo", request(generated));

            assertThat(call(call(call, "request"), "url"))
                    .hasToString("https://video.example.net/base/v1/pixverse-text2video");
        }
    }

    @Test
    void keyHeaderAndOperation_thatStandAlone_areFollowed() throws Exception {
        document.at("components", "securitySchemes", "apiKey").put("name", "x-other-key");
        document.at("paths")
                .keySet()
                .removeIf(path -> path.matches("/v\\d/pixverse-.*") && !path.equals("/v1/pixverse-text2video"));
        CompiledClient generated = compile();

        assertThat(generated.type("Operation").getEnumConstants())
                .filteredOn(operation -> (boolean) call(operation, "returnsVideo"))
                .extracting(Object::toString)
                .containsExactly("TEXT_TO_VIDEO");
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            server.enqueue(SampleResponse.video());
            try (AutoCloseable client = generated.client(server.url("/").toString());
                    AutoCloseable video = (AutoCloseable) call(client, "textToVideo", request(generated))) {
                Headers sent = server.takeRequest().getHeaders();

                assertThat(video).isNotNull();
                assertThat(sent.get("x-other-key")).isEqualTo(CompiledClient.KEY);
                assertThat(sent.get("x-api-key")).isNull();
            }
        }
    }

    private CompiledClient compile() {
        return CompiledClient.of(document.write(folder.resolve("document.yaml")), folder);
    }

    private static Object request(CompiledClient generated) {
        Object builder = call(generated.type("model.TextToVideoRequest"), "builder");
        return call(call(builder, "prompt", "A cat"), "build");
    }
}
