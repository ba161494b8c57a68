package io.github.pixverseopenapi.contract.sandbox;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.FileFields;
import io.github.pixverseopenapi.contract.document.PriceList;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a request generates.
 *
 * @param cost the price in US dollars
 * @param video the video
 * @param seed the seed of the request, or a random one
 */
record GenerationPlan(BigDecimal cost, SampleVideo video, String seed) {

    private static final String DURATION = "duration";
    private static final String RATIO = "aspect_ratio";
    private static final Pattern RATIO_PATTERN = Pattern.compile("[0-9]{1,3}:[0-9]{1,3}");
    /** Any of them gives the video a sound. */
    private static final List<String> SOUND_SWITCHES =
            List.of("generate_audio_switch", "sound_effect_switch", "lip_sync_switch");

    /** Plans the requests of one document. */
    static final class Planner {

        private final Map<String, ApiOperation> operations = new HashMap<>();
        private final Map<ApiOperation, JsonObject> schemas = new HashMap<>();
        private final PriceList prices;

        Planner(ApiDocument document) {
            prices = new PriceList(document);
            for (ApiOperation operation : document.operations()) {
                operations.put(operation.operationId(), operation);
                if (operation.requestSchema().isPresent()) {
                    schemas.put(operation, document.requestSchema(operation));
                }
            }
        }

        /** Plans a valid request. A job is what the operation is that returns the same video at once. */
        GenerationPlan plan(ApiOperation operation, JsonObject body) {
            JsonObject schema = schemas.get(operation);
            ApiOperation generating = generating(operation);
            return new GenerationPlan(prices.of(generating), video(generating, schema, body), Seed.used(schema, body));
        }

        private static SampleVideo video(ApiOperation operation, JsonObject schema, JsonObject body) {
            Optional<JsonElement> ratio = body.has(FileFields.IMAGE) ? Optional.empty() : value(schema, body, RATIO);
            return SampleVideo.of(
                    operation.operationId(),
                    ratio.map(JsonElement::getAsString)
                            .filter(text -> RATIO_PATTERN.matcher(text).matches())
                            .orElse(SampleVideo.ANY_RATIO),
                    value(schema, body, DURATION)
                            .map(JsonElement::getAsBigDecimal)
                            .orElse(BigDecimal.ONE),
                    SOUND_SWITCHES.stream()
                            .anyMatch(name -> value(schema, body, name)
                                    .filter(JsonElement::getAsBoolean)
                                    .isPresent()));
        }

        private ApiOperation generating(ApiOperation operation) {
            return operation.submits().map(operations::get).orElse(operation);
        }

        /** What the request sets, or the default. */
        private static Optional<JsonElement> value(JsonObject schema, JsonObject body, String field) {
            if (body.has(field)) {
                return Optional.of(body.get(field));
            }
            JsonObject rules = schema.getAsJsonObject("properties").getAsJsonObject(field);
            return Optional.ofNullable(rules).map(property -> property.get("default"));
        }
    }
}
