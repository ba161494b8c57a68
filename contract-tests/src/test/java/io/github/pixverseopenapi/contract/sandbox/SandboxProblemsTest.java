package io.github.pixverseopenapi.contract.sandbox;

import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.call;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.error;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.operations;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.fixtures.FactTable;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SandboxExtension.class)
class SandboxProblemsTest {

    static Stream<Arguments> properties() {
        return operations()
                .flatMap(operation ->
                        SandboxHttpClient.DOCUMENT
                                .requestSchema(operation)
                                .getAsJsonObject("properties")
                                .keySet()
                                .stream()
                                .map(property -> arguments(operation, property)));
    }

    static Stream<Arguments> requiredProperties() {
        return operations()
                .flatMap(operation -> elements(SandboxHttpClient.DOCUMENT.requestSchema(operation), "required").stream()
                        .map(property -> arguments(operation, property.getAsString())));
    }

    static Stream<Arguments> excludedCombinations() {
        JsonObject schemas =
                SandboxHttpClient.DOCUMENT.json().getAsJsonObject("components").getAsJsonObject("schemas");
        return operations()
                .flatMap(operation -> elements(SandboxHttpClient.DOCUMENT.requestSchema(operation), "allOf").stream()
                        .map(shared -> shared.getAsJsonObject().get("$ref").getAsString())
                        .map(reference -> reference.substring(reference.lastIndexOf('/') + 1))
                        .flatMap(name -> elements(schemas.getAsJsonObject(name), "allOf").stream())
                        .map(combination -> arguments(operation, combination.getAsJsonObject())));
    }

    private static List<JsonElement> elements(JsonObject parent, String name) {
        return parent.has(name) ? parent.getAsJsonArray(name).asList() : List.of();
    }

    @ParameterizedTest
    @MethodSource("properties")
    void call_oneFieldWrong_returns400NamingThatFieldOnly(ApiOperation operation, String property, Sandbox sandbox) {
        JsonObject body = SandboxHttpClient.validBody(operation);
        body.add(property, new JsonObject());

        HttpResponse<byte[]> response = call(sandbox, operation, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error(response))
                .startsWith(property + " must be ")
                .endsWith(", but was {}")
                .doesNotContain(";");
        assertThat(sandbox.credits()).isEqualByComparingTo("100");
    }

    @ParameterizedTest
    @MethodSource("requiredProperties")
    void call_requiredFieldMissing_returns400NamingIt(ApiOperation operation, String property, Sandbox sandbox) {
        JsonObject body = SandboxHttpClient.validBody(operation);
        body.remove(property);

        HttpResponse<byte[]> response = call(sandbox, operation, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error(response)).isEqualTo(property + " must be present, but was missing");
    }

    @ParameterizedTest
    @MethodSource("io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient#operations")
    void call_everyFieldWrong_returns400NamingThemAll(ApiOperation operation, Sandbox sandbox) {
        JsonObject body = new JsonObject();
        Set<String> properties = SandboxHttpClient.DOCUMENT
                .requestSchema(operation)
                .getAsJsonObject("properties")
                .keySet();
        properties.forEach(property -> body.add(property, new JsonObject()));

        String error = error(call(sandbox, operation, body));

        assertThat(error.split("; "))
                .extracting(problem -> problem.substring(0, problem.indexOf(" must be ")))
                .containsExactlyInAnyOrderElementsOf(properties);
    }

    @ParameterizedTest
    @MethodSource("excludedCombinations")
    void call_excludedCombination_returns400WithItsReason(
            ApiOperation operation, JsonObject combination, Sandbox sandbox) {
        JsonObject body = SandboxHttpClient.validBody(operation);
        combination
                .getAsJsonObject("not")
                .getAsJsonObject("properties")
                .asMap()
                .forEach((field, values) -> body.add(
                        field, values.getAsJsonObject().getAsJsonArray("enum").get(0)));

        HttpResponse<byte[]> response = call(sandbox, operation, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error(response)).contains(combination.get("x-reason").getAsString());
    }

    @Test
    void excludedCombinations_ofTheDocument_areAsManyAsThePagesState() {
        assertThat(excludedCombinations()).hasSameSizeAs(FactTable.rows("excluded-pairs.txt"));
    }

    @Test
    void call_severalFieldsInvalid_describesEachProblem(Sandbox sandbox) {
        ApiOperation operation = operation("textToVideo");
        String allowedPrompt = SandboxHttpClient.DOCUMENT
                .requestSchema(operation)
                .getAsJsonObject("properties")
                .getAsJsonObject("prompt")
                .get("x-allowed")
                .getAsString();
        JsonObject body = new JsonObject();
        body.addProperty("prompt", " ");
        body.addProperty("duration", 7);
        body.addProperty("motion_mode", "fast");
        body.addProperty("quality", "1080p");
        body.addProperty("seed", 100_000);
        body.addProperty("style", "Anime");

        assertThat(error(call(sandbox, operation, body)).split("; "))
                .containsExactly(
                        "aspect_ratio must be present, but was missing",
                        "duration must be one of 5, 8, but was 7",
                        "prompt must be " + allowedPrompt + ", but was \" \"",
                        "seed must be a whole number from 1 to 99999, but was 100000",
                        "style must be one of \"anime\", \"3d_animation\", \"clay\", \"comic\", \"cyberpunk\""
                                + ", but was \"Anime\"",
                        "motion_mode, quality must not be combined: 1080p does not support fast motion");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com/a.png\\n", "ftp://example.com/a.png", "data:image/png;base64,AA", ""})
    void call_unusableImageAddress_returns400(String address, Sandbox sandbox) {
        ApiOperation operation = operation("imageToVideo");
        String body = SandboxHttpClient.validBody(operation)
                .toString()
                .replace(SandboxHttpClient.validBody(operation).get("image_url").getAsString(), address);

        HttpResponse<byte[]> response = call(sandbox, operation, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error(response)).startsWith("image_url must be ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"text\"",
                "{",
                "{}}",
                "{} {}",
                "{'prompt':'a'}",
                "{\"prompt\":\"a\",}",
                "{\"prompt\":\"a\",\"prompt\":\"b\"}",
                "{\"seed\":NaN}",
                "{\"seed\":01}",
                "{\"seed\":1e999999999}",
                "{\"seed\":1e99999999999999999999}",
                "// a remark\n{}"
            })
    void call_notOneJsonObject_returns400ReportingIt(String body, Sandbox sandbox) {
        HttpResponse<byte[]> response = call(sandbox, SandboxHttpClient.anyOperation(), body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error(response)).containsPattern("^the (body|number) ").doesNotContain("Strictness", "github");
    }

    @Test
    void call_wholeNumberWrittenAsFraction_isAccepted(Sandbox sandbox) {
        ApiOperation operation = operation("textToVideo");
        String body = SandboxHttpClient.validBody(operation).toString().replace("\"duration\":5", "\"duration\":5.0");

        assertThat(body).contains("5.0");
        assertThat(call(sandbox, operation, body).statusCode()).isEqualTo(200);
    }

    @Test
    void call_fieldUnknownToTheDocument_isAccepted(Sandbox sandbox) {
        JsonObject body = SandboxHttpClient.validBody(SandboxHttpClient.anyOperation());
        body.addProperty("not_in_the_document", true);

        assertThat(call(sandbox, SandboxHttpClient.anyOperation(), body).statusCode())
                .isEqualTo(200);
    }

    private static ApiOperation operation(String operationId) {
        return operations()
                .filter(operation -> operation.operationId().equals(operationId))
                .findAny()
                .orElseThrow();
    }
}
