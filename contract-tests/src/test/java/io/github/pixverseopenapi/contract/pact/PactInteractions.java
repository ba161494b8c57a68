package io.github.pixverseopenapi.contract.pact;

import au.com.dius.pact.consumer.dsl.HttpInteractionBuilder;
import au.com.dius.pact.consumer.dsl.HttpRequestBuilder;
import au.com.dius.pact.consumer.dsl.HttpResponseBuilder;
import au.com.dius.pact.consumer.dsl.Matchers;
import au.com.dius.pact.consumer.dsl.PactBuilder;
import au.com.dius.pact.core.model.OptionalBody;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Pact;
import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.sandbox.Provenance;
import java.util.Collection;
import java.util.List;

/** Defines an exchange with Pact's DSL. Everything except the video comes from the document. */
final class PactInteractions {

    static final String CONSUMER = "pixverse-client";
    static final String PROVIDER = "pixverse";

    /** References, which only version 4 has, go into the file. */
    static final PactSpecVersion VERSION = PactSpecVersion.V4;

    private static final String ANY_KEY = "^[!-~]+$";

    private static final ApiDocument DOCUMENT = ApiDocument.load();

    private PactInteractions() {}

    static V4Pact of(Collection<PactCase> exchanges) {
        PactBuilder pact = new PactBuilder(CONSUMER, PROVIDER, VERSION);
        for (PactCase exchange : exchanges) {
            pact.expectsToReceiveHttpInteraction(exchange.description(), http -> describe(exchange, http));
        }
        return pact.toPact();
    }

    private static HttpInteractionBuilder describe(PactCase exchange, HttpInteractionBuilder http) {
        http.state(exchange.state().providerState(), exchange.state().stateParameters())
                .reference("openapi", "operationId", exchange.operation().operationId())
                // None of these exchanges was observed on the wire.
                .reference("provenance", "kind", Provenance.SYNTHESISED.headerValue())
                .withRequest(request -> request(exchange, request))
                .willRespondWith(response -> response(exchange, response));
        if (exchange.state().shape() == BodyKind.NOTHING) {
            // The builder's empty body sets a media type.
            http.getInteraction().getResponse().setBody(OptionalBody.Companion.empty());
        }
        return http;
    }

    private static HttpRequestBuilder request(PactCase exchange, HttpRequestBuilder request) {
        ApiOperation operation = exchange.operation();
        PactParameters parameters = new PactParameters(exchange);
        parameters.query().forEach((name, value) -> request.queryParameter(name, parameters.matcher(name, value)));
        if (operation.requestSchema().isPresent()) {
            JsonObject example = DOCUMENT.requestExample(operation)
                    .orElseThrow(() -> new AssertionError(operation.operationId() + " has no example of a request"));
            request.body(MatchedBody.request(exchange.state().request(example), DOCUMENT.requestSchema(operation)));
        }
        parameters.addPath(request);
        return request.method(operation.method())
                .header("Accept", acceptable(operation))
                .header(
                        DOCUMENT.securityHeader(),
                        Matchers.regexp(ANY_KEY, exchange.state().key()));
    }

    /**
     * Only with the Content-Type header: the other headers are an assumption and the client does not need them, so
     * the pact does not require them.
     */
    private static HttpResponseBuilder response(PactCase exchange, HttpResponseBuilder response) {
        BodyKind shape = exchange.state().shape();
        response.status(exchange.state().status());
        return shape == BodyKind.NOTHING ? response : response.body(MatchedBody.response(exchange));
    }

    /** The media types of an operation's responses, in the document's order: the client must accept all of them. */
    private static List<String> acceptable(ApiOperation operation) {
        return DOCUMENT.responses(operation).values().stream()
                .flatMap(response -> response.getAsJsonObject("content").keySet().stream())
                .distinct()
                .toList();
    }
}
