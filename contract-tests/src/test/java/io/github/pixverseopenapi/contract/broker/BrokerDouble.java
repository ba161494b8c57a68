package io.github.pixverseopenapi.contract.broker;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.ByteString;

/** A double of a Pact Broker, written from the broker's documentation, never a real broker. */
final class BrokerDouble implements AutoCloseable {
    static final String HAL = "application/hal+json;charset=utf-8";
    static final String CONTRACTS = "POST /contracts/publish";
    static final String PROVIDER_CONTRACT = "POST /provider-contracts/provider/pixverse/publish";
    static final String VERIFICATION = "POST /verification-results";

    private static final String PACT = "/pacts/provider/pixverse/consumer/pixverse-client/version/";

    /** A request as received. */
    record Request(String line, Optional<String> authorization, String body) {
        JsonObject json() {
            return JsonParser.parseString(body).getAsJsonObject();
        }

        String decoded(String content) {
            return new String(Base64.getDecoder().decode(content), StandardCharsets.UTF_8);
        }
    }

    private final MockWebServer server = new MockWebServer();
    private final JsonObject index = new JsonObject();
    private final Map<String, MockResponse> prepared = new ConcurrentHashMap<>();
    private final Map<String, String> pacts = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    BrokerDouble() {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return respond(request);
            }
        });
        try {
            server.start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        link("pb:publish-contracts", url() + "/contracts/publish");
        link(
                "pb:publish-pact",
                url() + "/pacts/provider/{provider}/consumer/{consumer}/version/{consumerApplicationVersion}");
        link(
                "pb:pacticipant-branch-version",
                url() + "/pacticipants/{pacticipant}/branches/{branch}/versions/{version}");
    }

    String url() {
        return "http://127.0.0.1:" + server.getPort();
    }

    /** Adds the relation that only PactFlow has. */
    void takeProviderContracts() {
        link("pf:publish-provider-contract", url() + "/provider-contracts/provider/{provider}/publish");
    }

    /** Sets a link of the index. */
    void link(String relation, String href) {
        JsonObject link = new JsonObject();
        link.addProperty("href", href);
        link.addProperty("templated", href.contains("{"));
        index.add(relation, link);
    }

    void removeLink(String relation) {
        index.remove(relation);
    }

    /** Prepares the response to requests of this method and path. */
    void prepare(String line, MockResponse response) {
        prepared.put(line, response);
    }

    List<Request> requests() {
        return requests;
    }

    List<String> lines() {
        return requests.stream().map(Request::line).toList();
    }

    /** The only request of this method and path. */
    Request request(String line) {
        List<Request> found =
                requests.stream().filter(request -> request.line().equals(line)).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " requests " + line + " among " + lines());
        }
        return found.get(0);
    }

    static MockResponse response(int status, String contentType, String body) {
        return new MockResponse.Builder()
                .code(status)
                .setHeader("Content-Type", contentType)
                .body(body)
                .build();
    }

    private MockResponse respond(RecordedRequest received) {
        ByteString body = received.getBody();
        Request request = new Request(
                received.getMethod() + " " + received.getTarget(),
                Optional.ofNullable(received.getHeaders().get("Authorization")),
                body == null ? "" : body.utf8());
        requests.add(request);
        MockResponse response = prepared.get(request.line());
        if (response != null) {
            return response;
        }
        if (request.line().equals("GET /")) {
            return response(200, HAL, links(index));
        }
        if (request.line().equals(CONTRACTS)) {
            return publish(request);
        }
        if (request.line().startsWith("GET " + PACT)) {
            return pact(request.line().substring(("GET " + PACT).length()));
        }
        if (request.line().equals(VERIFICATION) || request.line().startsWith("PUT /pacticipants/")) {
            return response(201, HAL, "{}");
        }
        if (request.line().equals(PROVIDER_CONTRACT)) {
            return response(200, HAL, "{\"notices\":[{\"type\":\"info\",\"text\":\"published\"}]}");
        }
        return response(
                404, "application/json", "{\"error\":\"The requested document was not found on this server.\"}");
    }

    private MockResponse publish(Request request) {
        JsonObject body = request.json();
        String content = request.decoded(body.getAsJsonArray("contracts")
                .get(0)
                .getAsJsonObject()
                .get("content")
                .getAsString());
        String previous = pacts.putIfAbsent(body.get("pacticipantVersionNumber").getAsString(), content);
        if (previous != null && !previous.equals(content)) {
            return response(
                    409,
                    "application/json;charset=utf-8",
                    "{\"notices\":[{\"type\":\"error\",\"text\":\"Cannot change the content of the pact\"}],"
                            + "\"errors\":{\"contracts\":[\"Cannot change the content of the pact\"]}}");
        }
        return response(200, HAL, "{\"notices\":[{\"type\":\"success\",\"text\":\"Pact successfully published\"}]}");
    }

    private MockResponse pact(String version) {
        JsonObject pact = JsonParser.parseString(pacts.get(version)).getAsJsonObject();
        int id = 1;
        for (JsonElement interaction : pact.getAsJsonArray("interactions")) {
            interaction.getAsJsonObject().addProperty("_id", "id-" + id++);
        }
        JsonObject links = new JsonObject();
        JsonObject link = new JsonObject();
        link.addProperty("href", url() + "/verification-results");
        links.add("pb:publish-verification-results", link);
        pact.add("_links", links);
        return response(200, HAL, pact.toString());
    }

    private static String links(JsonObject links) {
        JsonObject document = new JsonObject();
        document.add("_links", links);
        return document.toString();
    }

    @Override
    public void close() {
        server.close();
    }
}
