package io.github.pixverseopenapi.contract.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ServiceApiKey;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plan of a document that publishes less than ours: no prices, no example, a method without a body. */
@Tag("pit-verify")
class OtherDocumentsPlanTest {

    private static final Optional<ServiceApiKey> KEY =
            Optional.of(ServiceApiKey.fromVariable("K", Map.of("K", "some-api-key")));

    private List<PlannedCheck> items;

    @BeforeEach
    void plan(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("document.yaml"), """
                openapi: 3.0.3
                info: {title: Other, version: '1'}
                paths:
                  /open:
                    get:
                      operationId: open
                      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Any'}}}}
                      responses: {'200': {description: Done., content: {video/mp4: {schema: {type: string}}}}}
                  /closed:
                    post:
                      operationId: closed
                      requestBody:
                        content:
                          application/json:
                            schema: {$ref: '#/components/schemas/Closed'}
                            example: {at: 'https://a', free: abc, count: 1, of: one}
                      responses: {'200': {description: Done., content: {video/mp4: {schema: {type: string}}}}}
                components:
                  securitySchemes: {key: {type: apiKey, in: header, name: x-key}}
                  schemas:
                    Any: {type: object}
                    Closed:
                      type: object
                      required: [of]
                      properties:
                        of: {type: string, enum: [one, two]}
                        at: {type: string, enum: ['https://a']}
                        count: {type: integer}
                """);
        items = new CheckList(
                        ApiDocument.load(file),
                        new VerifyOptions(
                                VerifyTarget.of("https://api.example.com"),
                                KEY,
                                Optional.of(BigDecimal.TEN),
                                CheckSelection.all(),
                                Map.of("at", "https://a"),
                                Optional.empty()))
                .items();
    }

    @Test
    void items_withoutAnyPrice_cannotBeCoveredByABudget() {
        assertThat(reason(CheckKind.VIDEO, "closed"))
                .hasValue("the document publishes no price, so no budget can cover it");
        assertThat(reason(CheckKind.NO_KEY, "closed")).isEmpty();
    }

    @Test
    void items_emptyObjectThatTheDocumentAccepts_isNotSent() {
        assertThat(reason(CheckKind.NO_KEY, "open")).hasValue("the document has no example for it");
        assertThat(reason(CheckKind.WRONG_METHOD, "open")).isEmpty();
    }

    @Test
    void items_ofAnOperationByGet_useHeadAsTheWrongMethod() {
        assertThat(find(CheckKind.WRONG_METHOD, "open").check().request()).hasToString("HEAD /open");
        assertThat(find(CheckKind.WRONG_METHOD, "closed").check().request()).hasToString("GET /closed");
    }

    @Test
    void items_withoutAnExample_haveNoBadValueAndNoVideo() {
        assertThat(find(CheckKind.VIDEO, "open").check().request().body()).isEmpty();
        assertThat(find(CheckKind.BAD_VALUE, "open").check().request().body()).isEmpty();
    }

    @Test
    void items_badValue_isNeitherAnAddressNorANumberNorAFieldWithoutAList() {
        assertThat(find(CheckKind.BAD_VALUE, "closed").check().request().body().orElseThrow())
                .hasToString("{\"at\":\"https://a\",\"free\":\"abc\",\"count\":1,\"of\":\"no-such-value\"}");
    }

    @Test
    void items_withoutATypicalTime_mayTakeTenMinutes() {
        assertThat(find(CheckKind.VIDEO, "closed").check().timeLimit()).isEqualTo(Duration.ofMinutes(10));
    }

    private Optional<String> reason(CheckKind kind, String subject) {
        return find(kind, subject).reason();
    }

    private PlannedCheck find(CheckKind kind, String subject) {
        return items.stream()
                .filter(item ->
                        item.check().kind() == kind && item.check().subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }
}
