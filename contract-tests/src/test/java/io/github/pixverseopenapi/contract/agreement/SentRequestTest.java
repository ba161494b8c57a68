package io.github.pixverseopenapi.contract.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.fixtures.ClientSandbox;
import io.github.pixverseopenapi.contract.fixtures.ValueProbes;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import io.github.pixverseopenapi.contract.samples.Field;
import io.github.pixverseopenapi.contract.samples.Fields;
import io.github.pixverseopenapi.contract.samples.JsonString;
import io.github.pixverseopenapi.contract.samples.MutableBody;
import io.github.pixverseopenapi.contract.samples.TextSamples;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The client sends exactly the requested fields, according to another parser. */
@Execution(ExecutionMode.CONCURRENT)
class SentRequestTest {
    private static final int RANDOM_REQUESTS = 500;
    private static final String FREE_TEXT = "negative_prompt";

    private static final ApiDocument DOCUMENT = ApiDocument.load();
    private static final ClientValidator CLIENT = new ClientValidator(DOCUMENT);
    private static final Map<ApiOperation, List<String>> VALID = new ConcurrentHashMap<>();

    static List<ApiOperation> operations() {
        return DOCUMENT.videoOperations();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void send_requestsReadFromJson_areSentUnchanged(ApiOperation operation) {
        try (CapturingClient wire = new CapturingClient()) {
            assertThat(VALID.computeIfAbsent(operation, SentRequestTest::validRequests))
                    .hasSizeGreaterThan(300)
                    .allSatisfy(json -> assertSame(json, wire.send(operation, read(operation, json))));
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void send_requestsBuiltFieldByField_areSentUnchanged(ApiOperation operation) {
        Class<?> model = read(operation, "{}").getClass();
        try (CapturingClient wire = new CapturingClient()) {
            int built = 0;
            for (String json : VALID.computeIfAbsent(operation, SentRequestTest::validRequests)) {
                Optional<PixverseRequest> request = BuiltRequests.of(model, json);
                if (request.isPresent()) {
                    built++;
                    assertThat(request.get().violations()).as(json).isEmpty();
                    assertSame(json, wire.send(operation, request.get()));
                }
            }
            assertThat(built).isGreaterThan(300);
        }
    }

    static List<ApiOperation> operationsWithFreeText() {
        return DOCUMENT.videoOperations().stream()
                .filter(operation -> DOCUMENT.requestSchema(operation)
                        .getAsJsonObject("properties")
                        .has(FREE_TEXT))
                .toList();
    }

    /** The same over a socket, for texts that encoding errors affect most. */
    @ParameterizedTest
    @MethodSource("operationsWithFreeText")
    void call_withAnyText_isSentUnchanged(ApiOperation operation) {
        List<Field> fields = Fields.of(DOCUMENT, operation);
        List<String> texts = Stream.of(TextSamples.ALL, ValueProbes.LONE_SURROGATES)
                .flatMap(List::stream)
                .map(text -> MutableBody.full(fields)
                        .with(FREE_TEXT, JsonString.json(text))
                        .json())
                .toList();
        try (Sandbox sandbox = Sandbox.builder().credits(new BigDecimal("1e9")).start();
                PixverseClient client = ClientSandbox.client(sandbox)) {
            for (String json : texts) {
                CapturingClient.call(client, operation, read(operation, json));
            }
            assertThat(sandbox.journal()).hasSameSizeAs(texts);
            IntStream.range(0, texts.size())
                    .forEach(i ->
                            assertSame(texts.get(i), sandbox.journal().get(i).body()));
        }
    }

    private static void assertSame(String requested, byte[] sent) {
        assertThat(JacksonTree.same(JacksonTree.read(sent), JacksonTree.read(requested)))
                .as(() -> "requested: " + Excerpt.text(requested, 1000))
                .isTrue();
    }

    private static PixverseRequest read(ApiOperation operation, String json) {
        return OperationInvoker.request(OperationInvoker.operation(operation.operationId()), json);
    }

    private static List<String> validRequests(ApiOperation operation) {
        List<Field> fields = Fields.of(DOCUMENT, operation);
        RandomCases random = new RandomCases(fields);
        return Stream.of(
                        SystematicCases.of(fields).stream(),
                        IntStream.range(0, RANDOM_REQUESTS).mapToObj(number -> random.at(1, number)))
                .flatMap(cases -> cases)
                .map(RequestCase::text)
                .filter(json -> CLIENT.validate(operation, json).equals(Verdict.VALID))
                .toList();
    }
}
