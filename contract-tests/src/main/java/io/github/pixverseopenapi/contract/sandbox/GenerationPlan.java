package io.github.pixverseopenapi.contract.sandbox;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.PriceList;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/**
 * What a request generates.
 *
 * @param cost the price in US dollars
 * @param video the video
 * @param seed the seed of the request, or a random one
 */
record GenerationPlan(BigDecimal cost, SampleVideo video, String seed) {

    private static final String DURATION = "duration";

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

        /** Plans a valid request. A job costs what the operation costs that returns the same video at once. */
        GenerationPlan plan(ApiOperation operation, JsonObject body) {
            JsonObject schema = schemas.get(operation);
            return new GenerationPlan(
                    prices.of(priced(operation)), SampleVideo.nearest(seconds(schema, body)), Seed.used(schema, body));
        }

        private ApiOperation priced(ApiOperation operation) {
            return operation.submits().map(operations::get).orElse(operation);
        }

        private static BigDecimal seconds(JsonObject schema, JsonObject body) {
            if (body.has(DURATION)) {
                return body.get(DURATION).getAsBigDecimal();
            }
            JsonObject rules = schema.getAsJsonObject("properties").getAsJsonObject(DURATION);
            return rules != null && rules.has("default") ? rules.get("default").getAsBigDecimal() : BigDecimal.ZERO;
        }
    }
}
