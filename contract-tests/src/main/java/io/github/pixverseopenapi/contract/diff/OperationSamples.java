package io.github.pixverseopenapi.contract.diff;

import com.google.gson.JsonParser;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.ApiParameter;
import io.github.pixverseopenapi.contract.samples.Field;
import io.github.pixverseopenapi.contract.samples.Fields;
import io.github.pixverseopenapi.contract.samples.RequestSamples;
import io.github.pixverseopenapi.contract.samples.ValueSamples;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/** Requests and responses of an operation, derived from its schemas and examples. */
final class OperationSamples {

    private OperationSamples() {}

    static Set<Sample> of(ApiDocument document, ApiOperation operation) {
        Set<Sample> samples = new LinkedHashSet<>();
        if (operation.requestSchema().isPresent()) {
            document.requestExamples(operation).values().forEach(body -> samples.add(Sample.request(body.toString())));
            RequestSamples.of(document, operation).forEach(body -> samples.add(Sample.request(body)));
        } else {
            samples.add(Sample.query(""));
        }
        for (ApiParameter parameter : operation.parameters()) {
            if (parameter.in() == ApiParameter.Location.QUERY) {
                Field field = Fields.ofParameter(document, parameter);
                ValueSamples.around(field).forEach(value -> samples.add(Sample.query(pair(parameter.name(), value))));
            }
        }
        samples.addAll(ResponseSamples.of(document, operation));
        return samples;
    }

    private static String pair(String name, String json) {
        String value = json.startsWith("\"") ? JsonParser.parseString(json).getAsString() : json;
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
