package io.github.pixverseopenapi.contract.broker;

import static au.com.dius.pact.core.support.KotlinLanguageSupportKt.unwrap;

import au.com.dius.pact.core.pactbroker.HalClient;
import au.com.dius.pact.core.pactbroker.IHalClient;
import au.com.dius.pact.core.pactbroker.PactBrokerClient;
import au.com.dius.pact.core.pactbroker.PactBrokerClientConfig;
import au.com.dius.pact.core.pactbroker.PublishConfiguration;
import au.com.dius.pact.core.pactbroker.TestResult;
import au.com.dius.pact.core.support.json.JsonValue;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;

/** A Pact Broker or PactFlow, found by the links of its index. Failures are {@link BrokerException}s. */
final class Broker implements AutoCloseable {
    private static final String PUBLISH_CONTRACTS = "pb:publish-contracts";
    private static final String PACT = "pb:publish-pact";
    private static final String BRANCH_VERSION = "pb:pacticipant-branch-version";
    private static final String PUBLISH_VERIFICATION = "pb:publish-verification-results";

    /** Only PactFlow has it. */
    private static final String PUBLISH_PROVIDER_CONTRACT = "pf:publish-provider-contract";

    private final BrokerSettings settings;
    private final CloseableHttpClient http;
    private final PactBrokerClient client;

    Broker(BrokerSettings settings) {
        this.settings = settings;
        http = BrokerHttpClient.create(settings);
        client = new PactBrokerClient(settings.root(), new HashMap<>(), new PactBrokerClientConfig()) {
            @Override
            public IHalClient newHalClient() {
                return newHal();
            }
        };
    }

    private HalClient newHal() {
        HalClient hal = new HalClient(settings.root(), Map.of(), new PactBrokerClientConfig());
        hal.setHttpClient(http);
        return hal;
    }

    /** Publishes a pact as the version of its consumer. */
    void publish(CommittedPact pact) {
        call(() -> {
            // Otherwise the library falls back to a request that drops the branch.
            link(index(), PUBLISH_CONTRACTS, Map.of());
            return unwrap(client.uploadPactFile(
                    pact.file().toFile(),
                    new PublishConfiguration(
                            settings.consumerVersion(),
                            settings.tags(),
                            settings.branch().orElse(null),
                            settings.buildUrl().orElse(null))));
        });
    }

    /** Publishes the verification of a pact that was published. */
    void publish(CommittedPact pact, VerificationResult result) {
        call(() -> {
            HalClient index = index();
            if (settings.branch().isPresent()) {
                // Before the result, so that webhooks of the result know the branch.
                String branch = link(
                        index,
                        BRANCH_VERSION,
                        Map.of(
                                "pacticipant", pact.provider(),
                                "branch", settings.branch().get(),
                                "version", settings.providerVersion()));
                unwrap(index.putJson(URI.create(branch), "{}"));
            }
            JsonObject published = json(unwrap(index.fetch(
                    link(
                            index,
                            PACT,
                            Map.of(
                                    "provider", pact.provider(),
                                    "consumer", pact.consumer(),
                                    "consumerApplicationVersion", settings.consumerVersion())),
                    false)));
            JsonValue.Object payload = client.buildPayload(
                    testResult(pact, published, result),
                    settings.providerVersion(),
                    settings.buildUrl().orElse(null));
            return unwrap(index.postJson(resultUrl(published), payload.serialise()));
        });
    }

    private String resultUrl(JsonObject published) {
        return Optional.ofNullable(published.getAsJsonObject("_links"))
                .map(links -> links.getAsJsonObject(PUBLISH_VERIFICATION))
                .map(link -> absolute(link.get("href").getAsString()))
                .orElseThrow(() -> new BrokerException("gave the pact without the link " + PUBLISH_VERIFICATION));
    }

    /** The result under the ids that the broker gave to the interactions. */
    private static TestResult testResult(CommittedPact pact, JsonObject published, VerificationResult result) {
        Set<String> ids = new LinkedHashSet<>();
        List<Map<String, Object>> failures = new ArrayList<>();
        for (JsonElement element : published.getAsJsonArray("interactions")) {
            JsonObject interaction = element.getAsJsonObject();
            String id = interaction.get("_id").getAsString();
            String description = interaction.get("description").getAsString();
            ids.add(id);
            Map<String, Object> entry =
                    new HashMap<>(Map.of("interactionId", id, "interactionDescription", description));
            result.failure(pact.nameOf(description)).ifPresent(message -> entry.put("exception", message));
            failures.add(entry);
        }
        return result.isSuccess() ? new TestResult.Ok(ids) : new TestResult.Failed(failures, "");
    }

    /**
     * Publishes an OpenAPI document as the contract of a provider.
     *
     * @param evidence how the document was verified
     * @return whether the broker takes provider contracts
     */
    boolean publishDocument(String provider, String document, VerificationResult evidence) {
        return call(() -> {
            HalClient index = index();
            if (index.linkUrl(PUBLISH_PROVIDER_CONTRACT) == null) {
                return false;
            }
            String url = link(index, PUBLISH_PROVIDER_CONTRACT, Map.of("provider", provider));
            unwrap(index.postJson(url, providerContract(document, evidence).toString()));
            return true;
        });
    }

    private JsonObject providerContract(String document, VerificationResult evidence) {
        JsonObject verification = new JsonObject();
        verification.addProperty("success", evidence.isSuccess());
        verification.addProperty("content", base64(evidence.toString()));
        verification.addProperty("contentType", "text/plain");
        verification.addProperty("format", "text");
        verification.addProperty("verifier", "pixverse-contract-tests");
        JsonObject contract = new JsonObject();
        contract.addProperty("content", base64(document));
        contract.addProperty("contentType", "application/yaml");
        contract.addProperty("specification", "oas");
        contract.add("selfVerificationResults", verification);
        JsonObject body = new JsonObject();
        body.addProperty("pacticipantVersionNumber", settings.providerVersion());
        settings.branch().ifPresent(branch -> body.addProperty("branch", branch));
        settings.buildUrl().ifPresent(url -> body.addProperty("buildUrl", url));
        body.add("contract", contract);
        return body;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private HalClient index() {
        HalClient hal = newHal();
        hal.setPathInfo(unwrap(hal.fetch(HalClient.ROOT)));
        return hal;
    }

    private String link(HalClient index, String relation, Map<String, String> variables) {
        String href = index.linkUrl(relation);
        if (href == null) {
            throw new BrokerException(
                    "has no link " + relation + " in its index: it must be a Pact Broker from 2.86 on, or PactFlow");
        }
        return absolute(index.parseLinkUrl(href, variables));
    }

    private String absolute(String href) {
        return href.startsWith("/") ? settings.root() + href : href;
    }

    private static JsonObject json(JsonValue value) {
        return JsonParser.parseString(value.serialise()).getAsJsonObject();
    }

    /** Pact's library is written in Kotlin, which has no checked exceptions: any may come. */
    private <T> T call(Callable<T> request) {
        try {
            return request.call();
        } catch (Exception e) {
            throw BrokerFailure.of(e, settings);
        }
    }

    @Override
    public void close() {
        try {
            http.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
