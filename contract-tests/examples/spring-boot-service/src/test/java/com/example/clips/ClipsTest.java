package com.example.clips;

import static io.github.pixverseopenapi.contract.sandbox.PixverseAssertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.github.pixverseopenapi.contract.document.Mp4Boxes;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;

/** The service against one sandbox, because one Spring context serves all tests. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ClipsTest {
    private static final Sandbox SANDBOX = Sandbox.start();
    private static final String SUBMIT = "submitTextToVideo";
    private static final String PROMPT = "A paper boat";

    @Autowired
    private PixverseProperties properties;

    private RestTestClient service;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("pixverse.base-url", SANDBOX::baseUrl);
        registry.add("pixverse.api-key", SANDBOX::apiKey);
        registry.add("spring.datasource.url", () -> "jdbc:h2:mem:clips");
    }

    @BeforeEach
    void reset(@LocalServerPort int port) {
        SANDBOX.setCredits(BigDecimal.TEN);
        SANDBOX.setProcessingTime(Duration.ZERO);
        SANDBOX.clearJournal();
        service = RestTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .build();
    }

    @AfterAll
    static void closeSandbox() {
        SANDBOX.close();
    }

    @Test
    void submit_prompt_makesAVideoToStream() {
        String id = submit(PROMPT).value("id");

        Exchange state = get("/clips/" + id);
        byte[] video = service.get()
                .uri("/clips/" + id + "/video")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("video/mp4")
                .expectBody()
                .returnResult()
                .getResponseBody();

        assertThat(state.value("state")).isEqualTo("COMPLETED");
        assertThat(Mp4Boxes.of(video)).extracting(Mp4Boxes.Box::type).contains("ftyp", "moov", "mdat");
        assertThat(SANDBOX).received(SUBMIT).withField("prompt", PROMPT).once();
    }

    @Test
    void submit_emptyPrompt_returns400WithTheField() {
        Exchange refused = submit("");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.value("billing")).isEqualTo("NOT_SENT");
        assertThat(refused.value("violations[0]")).startsWith("prompt ");
        assertThat(SANDBOX).receivedNothing();
    }

    @Test
    void submit_noCredits_returns503AndStoresNothing() {
        SANDBOX.setCredits(BigDecimal.ZERO);

        Exchange refused = submit(PROMPT, "no-credits");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.value("billing")).isEqualTo("NOT_BILLED");
        assertThat(refused.body())
                .as("the account's balance is not for callers")
                .doesNotContainIgnoringCase("credit");
        assertThat(get("/clips/no-credits").status()).isEqualTo(404);
    }

    @Test
    void submit_sameIdempotencyKey_paysOnce() {
        submit(PROMPT, "twice");

        Exchange again = submit(PROMPT, "twice");

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.value("id")).isEqualTo("twice");
        assertThat(SANDBOX).received(SUBMIT).once();
    }

    @Test
    void submit_idempotencyKeyOfAnotherRequest_returns422() {
        submit(PROMPT, "other");

        assertThat(submit("A potter", "other").status()).isEqualTo(422);

        assertThat(SANDBOX).received(SUBMIT).once();
    }

    @Test
    void submit_badIdempotencyKey_returns400() {
        assertThat(submit(PROMPT, "../a").status()).isEqualTo(400);

        assertThat(SANDBOX).receivedNothing();
    }

    @Test
    void submit_tooManyCalls_returns503WithRetryAfter() {
        // Too long for the client to wait before it retries.
        SANDBOX.respondWith(SUBMIT, StubResponse.json(429, "{}").withHeader("Retry-After", "3600"));

        Exchange limited = submit(PROMPT);

        assertThat(limited.status()).isEqualTo(503);
        assertThat(limited.header("Retry-After")).isEqualTo("3601");
        assertThat(limited.value("billing")).isEqualTo("NOT_BILLED");
    }

    @Test
    void video_jobFailed_returns422WithTheReason() {
        SANDBOX.failNextJob("The prompt was rejected by the model");
        String id = submit(PROMPT).value("id");

        assertThat(get("/clips/" + id).value("state")).isEqualTo("FAILED");
        Exchange video = get("/clips/" + id + "/video");

        assertThat(video.status()).isEqualTo(422);
        assertThat(video.value("billing")).isEqualTo("NOT_BILLED");
        assertThat(video.value("detail")).contains("The prompt was rejected by the model");
    }

    @Test
    void video_jobRuns_returns409() {
        SANDBOX.setProcessingTime(Duration.ofMinutes(10));
        String id = submit(PROMPT).value("id");

        assertThat(get("/clips/" + id).value("state")).isIn("QUEUED", "PROCESSING");
        assertThat(get("/clips/" + id + "/video").status()).isEqualTo(409);
    }

    @Test
    void properties_printed_hideTheKey() {
        assertThat(properties.apiKey()).isEqualTo(SANDBOX.apiKey());
        assertThat(properties.toString()).doesNotContain(SANDBOX.apiKey());
    }

    private Exchange submit(String prompt, String... idempotencyKey) {
        return new Exchange(service.post()
                .uri("/clips")
                .headers(headers -> {
                    for (String key : idempotencyKey) {
                        headers.add("Idempotency-Key", key);
                    }
                })
                .body(Map.of("prompt", prompt))
                .exchange()
                .expectBody(String.class)
                .returnResult());
    }

    private Exchange get(String path) {
        return new Exchange(
                service.get().uri(path).exchange().expectBody(String.class).returnResult());
    }

    private record Exchange(EntityExchangeResult<String> result) {
        int status() {
            return result.getStatus().value();
        }

        String header(String name) {
            return result.getResponseHeaders().getFirst(name);
        }

        String body() {
            return String.valueOf(result.getResponseBody());
        }

        String value(String path) {
            return JsonPath.read(body(), "$." + path);
        }
    }
}
