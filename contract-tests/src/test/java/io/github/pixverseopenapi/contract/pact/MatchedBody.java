package io.github.pixverseopenapi.contract.pact;

import au.com.dius.pact.consumer.dsl.BodyBuilder;
import au.com.dius.pact.core.model.ContentType;
import au.com.dius.pact.core.model.generators.Category;
import au.com.dius.pact.core.model.generators.DateTimeGenerator;
import au.com.dius.pact.core.model.generators.Generators;
import au.com.dius.pact.core.model.matchingrules.MatchingRuleCategory;
import au.com.dius.pact.core.model.matchingrules.NotEmptyMatcher;
import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.nio.charset.StandardCharsets;

/** An example of a body, and the rules that bodies must follow to count as like it. */
final class MatchedBody implements BodyBuilder {

    private final ContentType type;
    private final byte[] example;
    private final MatchingRuleCategory rules;
    private final Generators generators = new Generators();

    private MatchedBody(String type, byte[] example, MatchingRuleCategory rules) {
        this.type = new ContentType(type);
        this.example = example;
        this.rules = rules;
    }

    /** The body of a request in JSON. */
    static MatchedBody request(JsonObject example, JsonObject schema) {
        return json(example, FieldRules.ofRequest(example, schema));
    }

    /** The body that the document declares for the response of an exchange. */
    static MatchedBody response(PactCase exchange) {
        BodyKind shape = exchange.state().shape();
        return switch (shape) {
            case VIDEO -> notEmpty(shape, StubResponse.video().body());
            case HTML -> notEmpty(shape, exchange.responseText().getBytes(StandardCharsets.UTF_8));
            case JSON, JSON_VIDEO, JSON_OUTPUT, JSON_REFUSAL -> json(exchange);
            case NOTHING -> throw new IllegalArgumentException("no body has no example");
        };
    }

    private static MatchedBody json(PactCase exchange) {
        JsonObject example = exchange.responseJson();
        JsonObject schema =
                exchange.state().shape().content(exchange.documentedResponse()).getAsJsonObject("schema");
        MatchedBody body = json(example, FieldRules.ofResponse(example, schema));
        if (exchange.state() == ProviderState.HISTORY) {
            // The client passes over requests of other times than that of the call that it searches for.
            body.generators.addGenerator(
                    Category.BODY, "$.data[0].model_created", new DateTimeGenerator("yyyy-MM-dd'T'HH:mm:ssXXX"));
        }
        return body;
    }

    private static MatchedBody json(JsonObject example, MatchingRuleCategory rules) {
        return new MatchedBody(ApiDocument.JSON, example.toString().getBytes(StandardCharsets.UTF_8), rules);
    }

    /** Any non-empty bytes. Pact's content type rule inspects the bytes and misdetects most MP4 files. */
    private static MatchedBody notEmpty(BodyKind shape, byte[] example) {
        return new MatchedBody(
                shape.mediaType(), example, new MatchingRuleCategory("body").addRule("$", NotEmptyMatcher.INSTANCE));
    }

    @Override
    public MatchingRuleCategory getMatchers() {
        return rules;
    }

    @Override
    public Generators getGenerators() {
        return generators;
    }

    @Override
    public ContentType getContentType() {
        return type;
    }

    @Override
    public byte[] buildBody() {
        return example.clone();
    }
}
