package io.github.pixverseopenapi.contract.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.networknt.schema.dialect.Dialects;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.fixtures.CompiledClient;
import io.github.pixverseopenapi.contract.samples.Field;
import io.github.pixverseopenapi.contract.samples.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The comparison detects that any one validator reads another document. */
class BrokenRuleTest {
    private static final ApiDocument DOCUMENT = ApiDocument.load();
    private static final Validator CLIENT = new ClientValidator(DOCUMENT);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"maximum\":99999 | \"maximum\":99998",
                "\"minimum\":256 | \"minimum\":257",
                "\"maximum\":20 | \"maximum\":21",
                "\"enum\":[5,8] | \"enum\":[5,8,9]",
                "\"1080p\"],\"x-enum | \"1080P\"],\"x-enum",
                "\"required\":[\"prompt\"] | \"required\":[]",
                "https?:// | https://",
                "[0-9A-Za-z][!$&-.0-9 | [!$&-.0-9",
                "[^ \\\\t\\\\r\\\\n] | [^ \\\\t\\\\r\\\\n\\\\f]",
                "\"type\":\"boolean\" | \"x-type\":\"boolean\"",
                "\"not\":{\"required\":[\"duration\",\"quality\"] | \"not\":{\"required\":[\"duration\",\"qualitY\"]"
            })
    void validate_ruleBrokenInAValidatorOrTheSandbox_disagrees(String rule, String broken) throws IOException {
        ApiDocument tampered = ApiDocument.load(tampered(rule, broken));
        Validator harrel = new HarrelValidator("tampered dev.harrel", tampered);
        Named found = firstThatDiffers(tampered, harrel);
        assertDisagreement(found, harrel);
        assertDisagreement(found, new NetworkntValidator("tampered networknt", tampered, Dialects.getDraft202012()));
        try (SandboxValidator sandbox = new SandboxValidator("tampered sandbox", tampered)) {
            assertDisagreement(found, sandbox);
        }
    }

    @Test
    void validate_ruleBrokenInTheClient_disagrees() throws IOException {
        Path file = tampered("\"maximum\":99999", "\"maximum\":99998");
        try (CompiledClient classes = CompiledClient.of(file, folder)) {
            Validator client = new ClientValidator("tampered client", DOCUMENT, classes);
            assertDisagreement(firstThatDiffers(ApiDocument.load(file), client), client);
        }
    }

    @Test
    void validate_validatorThatThrows_agreesWithNone() {
        Agreement agreement = new Agreement(new VerdictCounts());
        Named any = new Named(DOCUMENT.videoOperations().get(0), new RequestCase("nothing", "{}"));
        agreement.validate(any.operation, any.request, List.of(new Throwing(), new Throwing()));
        assertThatThrownBy(agreement::require)
                .hasMessageContaining("throwing: THREW: ")
                .hasMessageContaining("on purpose");
    }

    @Test
    void require_withOneVerdictOnly_fails() {
        Agreement agreement = new Agreement(new VerdictCounts());
        agreement.validate(DOCUMENT.videoOperations().get(0), new RequestCase("nothing", "{}"), List.of(CLIENT));
        assertThatThrownBy(agreement::require)
                .hasMessageContaining("prove little")
                .hasMessageContaining("INVALID");
    }

    private Path tampered(String rule, String broken) throws IOException {
        String text = DOCUMENT.json().toString();
        assertThat(text).contains(rule);
        // JSON is YAML.
        return Files.writeString(folder.resolve("tampered.yaml"), text.replace(rule, broken));
    }

    private static Named firstThatDiffers(ApiDocument tampered, Validator validator) {
        return DOCUMENT.videoOperations().stream()
                .filter(operation -> isAffected(operation, tampered))
                .flatMap(operation -> cases(operation).map(request -> new Named(operation, request)))
                .filter(named -> verdict(validator, named) != verdict(CLIENT, named))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No case shows what " + validator.name() + " gets wrong."));
    }

    private static boolean isAffected(ApiOperation operation, ApiDocument tampered) {
        JsonObject schemas = schemas(DOCUMENT);
        String request = DOCUMENT.requestSchema(operation).toString();
        return schemas.keySet().stream()
                .filter(name -> !schemas.get(name).equals(schemas(tampered).get(name)))
                .anyMatch(name -> name.equals(operation.requiredRequestSchema())
                        || request.contains("\"#/components/schemas/" + name + "\""));
    }

    private static JsonObject schemas(ApiDocument document) {
        return document.json().getAsJsonObject("components").getAsJsonObject("schemas");
    }

    private static Verdict.Decision verdict(Validator validator, Named named) {
        return validator.validate(named.operation, named.request.text()).outcome();
    }

    /** The verdict in the format of the comparison. */
    private static void assertDisagreement(Named named, Validator tampered) {
        Agreement agreement = new Agreement(new VerdictCounts());
        agreement.validate(named.operation, named.request, List.of(CLIENT, tampered));
        boolean clientAccepts = verdict(CLIENT, named) == Verdict.Decision.VALID;
        assertThatThrownBy(agreement::require)
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("1 disagreements; the first:")
                .hasMessageContaining(named.operation.operationId() + ", " + named.request.origin())
                .hasMessageContaining(Excerpt.text(named.request.text(), 1000))
                .hasMessageContaining("\n  client: " + (clientAccepts ? "VALID" : "INVALID: "))
                .hasMessageContaining("\n  " + tampered.name() + ": " + (clientAccepts ? "INVALID: " : "VALID"));
    }

    private static Stream<RequestCase> cases(ApiOperation operation) {
        List<Field> fields = Fields.of(DOCUMENT, operation);
        return Stream.concat(Combinations.ofPairs(fields).stream(), SystematicCases.of(fields).stream())
                .filter(request -> request.text().length() < 2000);
    }

    private record Named(ApiOperation operation, RequestCase request) {}

    private record Throwing() implements Validator {
        @Override
        public String name() {
            return "throwing";
        }

        @Override
        public Verdict validate(ApiOperation operation, String json) {
            throw new IllegalStateException("on purpose");
        }
    }
}
