package io.github.pixverseopenapi.contract.pact;

import au.com.dius.pact.consumer.dsl.BodyBuilder;
import au.com.dius.pact.core.model.ContentType;
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

    private MatchedBody(String type, byte[] example, MatchingRuleCategory rules) {
        this.type = new ContentType(type);
        this.example = example;
        this.rules = rules;
    }

    /** The body that the document declares for a response, in one of its shapes. */
    static MatchedBody of(JsonObject response, BodyKind shape) {
        return switch (shape) {
            case VIDEO -> notEmpty(shape, StubResponse.video().body());
            case HTML -> notEmpty(shape, shape.text(response).getBytes(StandardCharsets.UTF_8));
            case JSON, JSON_VIDEO, JSON_OUTPUT, JSON_REFUSAL ->
                json(
                        shape.example(response).getAsJsonObject(),
                        shape.content(response).getAsJsonObject("schema"));
            case NOTHING -> throw new IllegalArgumentException("no body has no example");
        };
    }

    static MatchedBody json(JsonObject example, JsonObject schema) {
        return new MatchedBody(
                ApiDocument.JSON, example.toString().getBytes(StandardCharsets.UTF_8), FieldRules.of(example, schema));
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
        return new Generators();
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
