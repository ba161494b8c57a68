package io.github.pixverseopenapi.contract.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the client would send is what it was asked to, valid or not. */
class SentRequestTest {
    private static final ApiDocument DOCUMENT = ApiDocument.load();
    private static final ClientSide CLIENT = new ClientSide(DOCUMENT);

    static List<ApiOperation> operations() {
        return DOCUMENT.operations();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void toJson_ofAnyRequest_parsesBackToWhatWasAsked(ApiOperation operation) {
        for (String json : requests(Fields.of(DOCUMENT, operation))) {
            PixverseRequest request = CLIENT.read(operation, json);
            // As bytes and back: a surrogate without its other half would become a question mark.
            String sent = new String(request.toJson().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            assertThat(JacksonTree.read(sent)).isEqualTo(JacksonTree.read(json));
            assertThat(CLIENT.read(operation, sent)).isEqualTo(request);
        }
    }

    private static List<String> requests(List<Field> fields) {
        List<String> requests = new ArrayList<>();
        SystematicCases.of(fields).forEach(request -> requests.add(request.json()));
        for (String text : Texts.LONE_SURROGATES) {
            requests.add(Body.least(fields).with("prompt", Quoted.json(text)).json());
            requests.add(Body.least(fields).with(Quoted.json(text), Quoted.escaped(text)).json());
        }
        for (String text : Texts.ALL) {
            requests.add(Body.least(fields).with("prompt", Quoted.escaped(text)).json());
        }
        return requests;
    }
}
