package io.github.pixverseopenapi.contract.pact;

import au.com.dius.pact.consumer.dsl.HttpRequestBuilder;
import au.com.dius.pact.consumer.dsl.Matcher;
import au.com.dius.pact.consumer.dsl.Matchers;
import au.com.dius.pact.core.model.matchingrules.RegexMatcher;
import com.google.gson.JsonObject;
import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiParameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The parameters of an exchange in path and query: the pact's values, and the rules that other values must follow. */
final class PactParameters {

    private static final JsonObject PARAMETERS =
            ApiDocument.load().json().getAsJsonObject("components").getAsJsonObject("parameters");

    private final PactCase exchange;

    PactParameters(PactCase exchange) {
        this.exchange = exchange;
    }

    /** Sets the path. Where the provider state decides an id, a provider replaces that of the pact. */
    void addPath(HttpRequestBuilder request) {
        String path = path(parameter -> parameter.get("example").getAsString());
        if (inPath().isEmpty()) {
            request.path(path);
            return;
        }
        request.path(
                exchange.state().providesId()
                        ? Matchers.fromProviderState(path(parameter -> "${" + ProviderState.ID + "}"), path)
                        : Matchers.string(path));
        String pattern = "^" + path(parameter -> unanchored(rule(parameter))) + "$";
        request.build().getMatchingRules().addCategory("path").setRule(new RegexMatcher(pattern));
    }

    /** The query of this exchange, in the order of the document. */
    Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        if (exchange.calls(Operation.LIST_REQUEST_HISTORY)) {
            if (exchange.state() == ProviderState.INVALID_PAGE) {
                query.put("page", "0");
                return query;
            }
            query.put("page", "1");
            query.put("per_page", "100");
            query.put("from_date", "2026-11-23");
            query.put("to_date", "2026-11-25");
            query.put("model_name", "pixverse-text2video");
            if (exchange.state() == ProviderState.FILTERED_HISTORY) {
                query.put("status", "COMPLETED");
                query.put("sort_by", "credits_deduction");
                query.put("sort_order", "asc");
            }
        }
        return query;
    }

    /** The rule of the document for a parameter of the query. */
    Matcher matcher(String name, String value) {
        return FieldRules.pattern(parameter(name).getAsJsonObject("schema"))
                .map(pattern -> Matchers.regexp(pattern, value))
                .orElseGet(() -> Matchers.string(value));
    }

    private String path(Function<JsonObject, String> value) {
        String path = exchange.operation().path();
        for (ApiParameter parameter : inPath()) {
            path = path.replace("{" + parameter.name() + "}", value.apply(parameter(parameter.name())));
        }
        return path;
    }

    private List<ApiParameter> inPath() {
        return exchange.operation().parameters().stream()
                .filter(parameter -> parameter.in() == ApiParameter.Location.PATH)
                .toList();
    }

    private static String rule(JsonObject parameter) {
        return FieldRules.pattern(parameter.getAsJsonObject("schema")).orElseThrow();
    }

    private static String unanchored(String pattern) {
        return pattern.replaceAll("^\\^|\\$$", "");
    }

    private static JsonObject parameter(String name) {
        return PARAMETERS.asMap().values().stream()
                .map(parameter -> parameter.getAsJsonObject())
                .filter(parameter -> parameter.get("name").getAsString().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
