package io.github.pixverseopenapi.contract.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.fixtures.RefusingPort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Publishing to {@link BrokerDouble}. */
class PublishToBrokerTest {
    private static final String TOKEN = "token-of-a-test-0123456789";
    private static final String HOLDS = "textToVideo: 200 video/mp4";
    private static final String FAILS = "textToVideo: 401 application/json";
    private static final String BRANCH = "PUT /pacticipants/pixverse/branches/topic%2Fkites/versions/sandbox-1a2b3c";
    private static final String ADVICE = "set PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final VerificationResult result = new VerificationResult();
    private final BrokerDouble broker = new BrokerDouble();

    @TempDir
    private Path folder;

    @BeforeEach
    void prepare() throws IOException {
        Files.createDirectory(folder.resolve("pacts"));
        writePact("2.0");
        Files.writeString(folder.resolve("document.yaml"), "openapi: 3.0.3\n");
        properties.put(BrokerSettings.URL, broker.url());
        properties.put(BrokerSettings.CONSUMER_VERSION, "1a2b3c");
        properties.put(BrokerSettings.BRANCH, "topic/kites");
        result.add("pixverse-client - " + HOLDS, Optional.empty());
        result.add("pixverse-client - " + FAILS, Optional.empty());
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private void writePact(String specification) throws IOException {
        Files.writeString(
                folder.resolve("pacts/pixverse-client-pixverse.json"), """
                {"consumer": {"name": "pixverse-client"}, "provider": {"name": "pixverse"},
                 "interactions": [{"description": "%s"}, {"description": "%s"}],
                 "metadata": {"pactSpecification": {"version": "%s"}}}
                """.formatted(HOLDS, FAILS, specification));
    }

    private int publish() throws IOException {
        return new PublishToBroker(
                        folder.resolve("pacts"),
                        folder.resolve("document.yaml"),
                        () -> result,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(properties::get, environment, new GitCheckout(folder, List.of()));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void publish_toAPactBroker_sendsThePactWithItsVersionBranchAndTags() throws IOException {
        properties.put(BrokerSettings.TAGS, "main, release");
        properties.put(BrokerSettings.BUILD_URL, "https://ci.example.org/builds/7");

        assertThat(publish()).as(err()).isZero();
        BrokerDouble.Request request = broker.request(BrokerDouble.CONTRACTS);
        JsonObject body = request.json();
        JsonObject contract = body.getAsJsonArray("contracts").get(0).getAsJsonObject();
        assertThat(body.get("pacticipantName").getAsString()).isEqualTo("pixverse-client");
        assertThat(body.get("pacticipantVersionNumber").getAsString()).isEqualTo("1a2b3c");
        assertThat(body.get("branch").getAsString()).isEqualTo("topic/kites");
        assertThat(body.get("buildUrl").getAsString()).isEqualTo("https://ci.example.org/builds/7");
        assertThat(body.getAsJsonArray("tags").asList())
                .extracting(JsonElement::getAsString)
                .containsExactly("main", "release");
        assertThat(contract.get("providerName").getAsString()).isEqualTo("pixverse");
        assertThat(request.decoded(contract.get("content").getAsString()))
                .isEqualTo(Files.readString(folder.resolve("pacts/pixverse-client-pixverse.json")));
        assertThat(out())
                .contains(
                        "Published the pact of pixverse-client 1a2b3c and pixverse, branch topic/kites, tags main, release.");
    }

    @Test
    void publish_aVerificationThatHolds_sendsSuccessOfEachInteractionAfterTheBranch() throws IOException {
        assertThat(publish()).as(err()).isZero();
        JsonObject body = broker.request(BrokerDouble.VERIFICATION).json();
        assertThat(body.get("success").getAsBoolean()).isTrue();
        assertThat(body.get("providerApplicationVersion").getAsString()).isEqualTo("sandbox-1a2b3c");
        assertThat(body.getAsJsonArray("testResults").toString())
                .isEqualTo(
                        "[{\"interactionId\":\"id-1\",\"success\":true},{\"interactionId\":\"id-2\",\"success\":true}]");
        assertThat(broker.lines()).containsSubsequence(BRANCH, BrokerDouble.VERIFICATION);
    }

    @Test
    void publish_aVerificationThatFails_sendsTheFailureOfItsInteractionAndFails() throws IOException {
        result.add("pixverse-client - " + FAILS, Optional.of("status 200 instead of 401"));

        assertThat(publish()).isEqualTo(1);
        JsonObject body = broker.request(BrokerDouble.VERIFICATION).json();
        assertThat(body.get("success").getAsBoolean()).isFalse();
        assertThat(body.getAsJsonArray("testResults").asList())
                .extracting(test -> test.getAsJsonObject().get("interactionId").getAsString() + " "
                        + test.getAsJsonObject().get("success").getAsBoolean())
                .containsExactlyInAnyOrder("id-1 true", "id-2 false");
        assertThat(body.toString()).contains("status 200 instead of 401");
        assertThat(err())
                .contains("1 of 2 interactions fail", FAILS + ": failed: status 200 instead of 401")
                .doesNotContain("holds");
    }

    @Test
    void publish_anInteractionThatWasNotVerified_sendsNothing() throws IOException {
        result.add("ProviderPactTest", Optional.of("no port is free"));
        Files.writeString(
                folder.resolve("pacts/pixverse-client-pixverse.json"),
                Files.readString(folder.resolve("pacts/pixverse-client-pixverse.json"))
                        .replace(FAILS, "textToVideo: 402"));

        assertThat(publish()).isEqualTo(1);
        assertThat(err())
                .contains(
                        "1 of the interactions of the pact were not verified, such as 'pixverse-client - textToVideo: 402'."
                                + " Nothing was sent")
                .contains("ProviderPactTest: failed: no port is free");
        assertThat(broker.requests()).isEmpty();
    }

    @Test
    void publish_toAPactBroker_saysThatItTakesNoOpenApiDocument() throws IOException {
        assertThat(publish()).as(err()).isZero();
        assertThat(out()).contains("Did not publish the OpenAPI document: only PactFlow takes contracts of providers.");
        assertThat(broker.lines()).noneMatch(line -> line.contains("provider-contracts"));
    }

    @Test
    void publish_toPactFlow_sendsTheOpenApiDocumentWithTheVerification() throws IOException {
        broker.takeProviderContracts();

        assertThat(publish()).as(err()).isZero();
        BrokerDouble.Request request = broker.request(BrokerDouble.PROVIDER_CONTRACT);
        JsonObject body = request.json();
        JsonObject contract = body.getAsJsonObject("contract");
        JsonObject verification = contract.getAsJsonObject("selfVerificationResults");
        assertThat(body.get("pacticipantVersionNumber").getAsString()).isEqualTo("sandbox-1a2b3c");
        assertThat(contract.get("specification").getAsString()).isEqualTo("oas");
        assertThat(contract.get("contentType").getAsString()).isEqualTo("application/yaml");
        assertThat(request.decoded(contract.get("content").getAsString())).isEqualTo("openapi: 3.0.3\n");
        assertThat(verification.get("success").getAsBoolean()).isTrue();
        assertThat(request.decoded(verification.get("content").getAsString())).contains(HOLDS + ": holds");
        assertThat(out()).contains("Published the OpenAPI document as the contract of pixverse sandbox-1a2b3c.");
    }

    @Test
    void publish_withAToken_sendsItAsBearerInEachRequest() throws IOException {
        environment.put(BrokerCredentials.TOKEN, TOKEN);

        assertThat(publish()).as(err()).isZero();
        assertThat(broker.requests())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.authorization()).contains("Bearer " + TOKEN));
        assertThat(out() + err()).doesNotContain(TOKEN);
    }

    @Test
    void publish_withUserNameAndPassword_sendsThemAsBasic() throws IOException {
        environment.put(BrokerCredentials.USERNAME, "ada");
        environment.put(BrokerCredentials.PASSWORD, "pässword of ada");

        assertThat(publish()).as(err()).isZero();
        String basic = Base64.getEncoder().encodeToString("ada:pässword of ada".getBytes(StandardCharsets.UTF_8));
        assertThat(broker.requests())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.authorization()).contains("Basic " + basic));
        assertThat(out() + err()).doesNotContain("pässword", basic);
    }

    @Test
    void publish_anotherContentUnderTheSameVersion_namesTheOption() throws IOException {
        assertThat(publish()).as(err()).isZero();
        writePact("3.0");

        assertThat(publish()).isEqualTo(1);
        assertThat(failure())
                .contains("status 409: version 1a2b3c is published with another content")
                .contains("set another pixverse.broker.consumerVersion (Cannot change the content of the pact)");
    }

    @ParameterizedTest
    @CsvSource({
        "401, GET /,                      'status 401: " + ADVICE + " (No entry.)'",
        "403, POST /contracts/publish,    'status 403: the credentials do not permit to publish (No entry.)'",
        "404, GET /,                      'status 404: pixverse.broker.url must be the root of a Pact Broker'",
        "400, POST /verification-results, 'status 400 (No entry.)'",
        "500, POST /contracts/publish,    'status 500 (No entry.)'",
        "503, POST /verification-results, 'status 503 (No entry.)'"
    })
    void publish_whenTheBrokerRejects_printsOneLineAndSendsNothingAgain(int status, String line, String message)
            throws IOException {
        broker.prepare(
                line, BrokerDouble.response(status, BrokerDouble.HAL, "{\"errors\":{\"field\":[\"No entry.\"]}}"));

        assertThat(publish()).isEqualTo(1);
        assertThat(failure()).isEqualTo("publish: " + broker.url() + " responded with " + message);
        assertThat(broker.lines().get(broker.lines().size() - 1)).isEqualTo(line);
        assertThat(broker.lines().stream().filter(line::equals).filter(sent -> !sent.startsWith("GET")))
                .hasSizeLessThan(2);
    }

    @ParameterizedTest
    @CsvSource({
        "200, GET /,                   is no Pact Broker",
        "502, GET /,                   responded with status 502",
        "502, POST /contracts/publish, responded with status 502"
    })
    void publish_whenAPageComes_printsOneLine(int status, String line, String message) throws IOException {
        broker.prepare(line, BrokerDouble.response(status, "text/html", "<html>\n<body>A proxy</body>\n</html>"));

        assertThat(publish()).isEqualTo(1);
        assertThat(failure()).contains(message).doesNotContain("<html>");
    }

    @Test
    void publish_whenAnEmptyFailureComes_namesItsStatus() throws IOException {
        broker.prepare("GET /", new MockResponse.Builder().code(503).build());

        assertThat(publish()).isEqualTo(1);
        assertThat(failure()).endsWith(" responded with status 503");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"_links\": 7}", "", "{\"_links\":{\"pb:publish-contracts\":{\"href\":7}}}"})
    void publish_whenTheIndexIsNone_printsOneLine(String body) throws IOException {
        broker.prepare("GET /", BrokerDouble.response(200, BrokerDouble.HAL, body));

        assertThat(publish()).isEqualTo(1);
        failure();
    }

    @Test
    void publish_whenTheBrokerIsTooOld_namesTheVersionThatIsNeeded() throws IOException {
        broker.removeLink("pb:publish-contracts");

        assertThat(publish()).isEqualTo(1);
        assertThat(failure()).contains("must be a Pact Broker from 2.86 on, or PactFlow");
    }

    @Test
    void publish_whenNobodyListens_printsOneLine() throws IOException {
        try (RefusingPort port = new RefusingPort()) {
            properties.put(BrokerSettings.URL, port.url());

            assertThat(publish()).isEqualTo(1);
            assertThat(failure()).startsWith("publish: " + port.url() + " could not be reached: ");
        }
    }

    @Test
    void publish_whenTheBrokerEchoesTheCredentials_redactsThem() throws IOException {
        environment.put(BrokerCredentials.TOKEN, TOKEN);
        broker.prepare(
                BrokerDouble.CONTRACTS,
                BrokerDouble.response(400, BrokerDouble.HAL, "{\"errors\":[\"bad: Bearer " + TOKEN + "\"]}"));

        assertThat(publish()).isEqualTo(1);
        assertThat(failure()).contains("bad: ").doesNotContain(TOKEN);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void publish_whenTheBrokerPointsToAnotherServer_sendsNothingThere(boolean isRedirect) throws IOException {
        environment.put(BrokerCredentials.TOKEN, TOKEN);
        try (MockWebServer other = new MockWebServer()) {
            other.start();
            String url = "http://127.0.0.1:" + other.getPort() + "/contracts/publish";
            if (isRedirect) {
                broker.prepare(
                        "GET /",
                        new MockResponse.Builder()
                                .code(302)
                                .setHeader("Location", url)
                                .build());
            } else {
                broker.link("pb:publish-contracts", url);
            }

            assertThat(publish()).isEqualTo(1);
            assertThat(failure())
                    .contains(
                            isRedirect
                                    ? "must be its URL without redirects"
                                    : "another server, which gets no credentials");
            assertThat(other.getRequestCount()).isZero();
        }
    }

    @Test
    void publish_withoutAUrl_namesTheOptionAndVerifiesNothing() throws IOException {
        properties.put(BrokerSettings.URL, "");

        assertThat(publish()).isEqualTo(2);
        assertThat(failure())
                .isEqualTo("publish: pixverse.broker.url must be an http or https URL without credentials,"
                        + " but was not set. Nothing was sent");
        assertThat(out()).isEmpty();
        assertThat(broker.requests()).isEmpty();
    }

    /** The only line of standard error. */
    private String failure() {
        assertThat(err().lines()).hasSize(1);
        assertThat(err()).doesNotContain("\tat ");
        return err().strip();
    }
}
