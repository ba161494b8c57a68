package io.github.pixverseopenapi.contract.sandbox;

import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.call;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.error;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.header;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.json;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.fixtures.ManualClock;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(SandboxExtension.class)
@Tag("pit-sandbox")
class SandboxUploadsTest {

    private static final ApiOperation UPLOAD = SandboxHttpClient.operation("uploadAsset");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void upload_twoFiles_areServedInTheirOrder(Sandbox sandbox) {
        HttpResponse<byte[]> response =
                call(sandbox, UPLOAD, body("data:image/svg+xml;base64,AQI=", "data:video/mp4;base64,AwQF"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).keySet()).containsExactly("file_urls");
        JsonArray urls = json(response).getAsJsonArray("file_urls");
        assertThat(urls).hasSize(2);
        HttpResponse<byte[]> first = file(urls.get(0).getAsString());
        HttpResponse<byte[]> second = file(urls.get(1).getAsString());
        assertThat(first.body()).containsExactly(1, 2);
        assertThat(header(first, "Content-Type")).isEqualTo("image/svg+xml");
        assertThat(second.body()).containsExactly(3, 4, 5);
        assertThat(header(second, "Content-Type")).isEqualTo("video/mp4");
        assertThat(urls.get(0).getAsString()).matches(sandbox.baseUrl() + "/files/[0-9a-f-]{36}\\.svg");
        assertThat(urls.get(1).getAsString()).endsWith(".mp4");
        assertThat(sandbox.credits()).isEqualByComparingTo("100");
        assertThat(sandbox.jobs()).isEmpty();
    }

    @Test
    void upload_ofAnEarlierTime_isKept() {
        ManualClock clock = new ManualClock();
        try (Sandbox sandbox = Sandbox.builder().clock(clock).start()) {
            String url = json(call(sandbox, UPLOAD, body("data:image/png;base64,AQI=")))
                    .getAsJsonArray("file_urls")
                    .get(0)
                    .getAsString();
            clock.advance(Duration.ofDays(400));

            assertThat(file(url).statusCode()).isEqualTo(200);
            assertThat(header(file(url), "Last-Modified")).isEqualTo("Fri, 2 Jan 2026 03:04:05 GMT");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data:image/png;base64,A | data_urls.1 must be Base64, but was not",
                "data:image/png;base64,AQI | ",
                "data:audio/mpeg;base64,AQI= | entries, each a data URL of an image or a video in Base64, but was [",
                "https://example.com/a.png | entries, each a data URL of an image or a video in Base64, but was ["
            })
    void upload_invalidUrl_isRejectedNamingTheRule(String url, String problem, Sandbox sandbox) {
        HttpResponse<byte[]> response = call(sandbox, UPLOAD, body("data:image/png;base64,AQI=", url));

        if (problem == null) {
            assertThat(response.statusCode()).isEqualTo(200);
        } else {
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(error(response)).contains(problem);
        }
    }

    @Test
    void upload_withoutFiles_isRejected(Sandbox sandbox) {
        assertThat(error(call(sandbox, UPLOAD, body()))).contains("data_urls");
        assertThat(call(sandbox, UPLOAD, "{}").statusCode()).isEqualTo(400);
    }

    @Test
    void store_full_keepsNoneOfTheNextFiles() {
        UploadStore store = new UploadStore(3);
        String name = store.add(List.of(file(1), file(1))).orElseThrow().get(1);

        assertThat(store.add(List.of(file(1), file(1)))).isEmpty();
        assertThat(store.add(List.of(file(1)))).isPresent();
        assertThat(store.add(List.of(file(1)))).isEmpty();
        assertThat(store.find(name))
                .hasValueSatisfying(found -> assertThat(found.bytes()).hasSize(1));
        assertThat(store.find("x")).isEmpty();
    }

    @Test
    void upload_aboveTheTotal_isRejectedNamingTheLimit() {
        UploadStore store = new UploadStore(2);
        SandboxUrls urls = new SandboxUrls(
                SandboxHttpClient.DOCUMENT, new SandboxBaseUrl(new HostPolicy(Set.of()), () -> "http://127.0.0.1:1"));
        JsonObject body = new JsonObject();
        JsonArray dataUrls = new JsonArray();
        dataUrls.add("data:image/png;base64," + Base64.getEncoder().encodeToString(new byte[3]));
        body.add("data_urls", dataUrls);
        ValidRequest request = new ValidRequest(
                UPLOAD,
                new ParsedRequest(
                        new RequestHead("POST /upload-asset HTTP/1.1", List.of()), new byte[0], true, Optional.empty()),
                body,
                Map.of(),
                NOW);

        assertThat(catchThrowableOfType(
                                RejectedRequestException.class, () -> new UploadHandler(store, urls).handle(request))
                        .response()
                        .body())
                .asString()
                .isEqualTo("{\"error\":\"data_urls must be at most 2 bytes together with all earlier uploads, but was"
                        + " more\"}");
        assertThat(UploadStore.MAX_BYTES).isEqualTo(268_435_456);
        assertThat(new UploadStore().maxBytes()).isEqualTo(UploadStore.MAX_BYTES);
    }

    private static StoredFile file(int length) {
        return new StoredFile(new byte[length], "image/png", NOW);
    }

    private static HttpResponse<byte[]> file(String url) {
        return send(HttpRequest.newBuilder(URI.create(url)));
    }

    private static String body(String... dataUrls) {
        JsonArray urls = new JsonArray();
        for (String url : dataUrls) {
            urls.add(url);
        }
        JsonObject body = new JsonObject();
        body.add("data_urls", urls);
        return body.toString();
    }
}
