package io.github.pixverseopenapi.contract.agreement;

import com.google.gson.JsonObject;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.ApiParameter;
import io.github.pixverseopenapi.contract.samples.Field;
import io.github.pixverseopenapi.contract.samples.Fields;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The parameters of the document as networknt and OkHttp read them. */
final class NetworkntParameters implements Validator {
    private final Map<String, Schema> schemas = new HashMap<>();
    private final Map<String, Field> fields = new HashMap<>();

    NetworkntParameters(ApiDocument document) {
        SchemaRegistry registry = SchemaRegistry.withDialect(Dialects.getDraft202012());
        for (ApiOperation operation : ParameterCases.operations(document)) {
            for (ApiParameter parameter : operation.parameters()) {
                Field field = Fields.ofParameter(document, parameter);
                JsonObject rules = field.rules();
                fields.put(parameter.name(), field);
                schemas.put(parameter.name(), registry.getSchema(JacksonTree.read(rules.toString())));
            }
        }
    }

    @Override
    public String name() {
        return "networknt";
    }

    @Override
    public Verdict validate(ApiOperation operation, String request) {
        HttpUrl url = HttpUrl.get("http://localhost" + request);
        for (ApiParameter parameter : operation.parameters()) {
            List<String> values = values(operation, parameter, url);
            if (values.size() > 1 || (values.isEmpty() && parameter.required())) {
                return Verdict.invalid(parameter.name() + " is present " + values.size() + " times");
            }
            for (String value : values) {
                Verdict verdict = Verdict.of(schemas.get(parameter.name()).validate(typed(parameter, value)));
                if (verdict.outcome() != Verdict.Decision.VALID) {
                    return verdict;
                }
            }
        }
        return Verdict.VALID;
    }

    private static List<String> values(ApiOperation operation, ApiParameter parameter, HttpUrl url) {
        if (parameter.in() == ApiParameter.Location.PATH) {
            List<String> template = List.of(operation.path().substring(1).split("/"));
            return List.of(url.pathSegments().get(template.indexOf("{" + parameter.name() + "}")));
        }
        return url.queryParameterValues(parameter.name()).stream()
                .map(value -> value == null ? "" : value)
                .toList();
    }

    private JsonNode typed(ApiParameter parameter, String value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return fields.get(parameter.name()).isNumeric() && value.matches("-?[0-9]+")
                ? nodes.numberNode(new BigInteger(value))
                : nodes.stringNode(value);
    }
}
