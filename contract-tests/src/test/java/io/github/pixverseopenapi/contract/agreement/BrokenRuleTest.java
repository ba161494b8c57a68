package io.github.pixverseopenapi.contract.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.dialect.Dialects;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The comparison notices when one side reads another document than the rest. */
class BrokenRuleTest {
    private static final ApiDocument DOCUMENT = ApiDocument.load();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"maximum\":99999 | \"maximum\":99998", "\"minimum\":256 | \"minimum\":257", "\"maximum\":20 | \"maximum\":21",
        "\"enum\":[5,8] | \"enum\":[5,8,9]", "\"1080p\"],\"x-enum | \"1080P\"],\"x-enum",
        "\"required\":[\"prompt\"] | \"required\":[]", "https?:// | https://", "[!-~]*$ | [!-~]*",
        "[^ \\\\t\\\\r\\\\n] | [^ \\\\t\\\\r\\\\n\\\\f]", "\"type\":\"boolean\" | \"description\":\"\"",
        "{\"not\":{\"required\":[\"duration\",\"quality\"] | {\"not\":{\"required\":[\"duration\",\"qualitY\"]"
    })
    void judge_ruleBrokenOnOneSide_disagrees(String rule, String broken) {
        String text = DOCUMENT.json().toString();
        assertThat(text).contains(rule);
        JsonObject tampered = JsonParser.parseString(text.replace(rule, broken)).getAsJsonObject();
        Agreement agreement = new Agreement(List.of(
                new NetworkntSide("tampered", DOCUMENT, tampered, Dialects.getDraft202012()), new ClientSide(DOCUMENT)));
        for (ApiOperation operation : DOCUMENT.operations()) {
            List<Field> fields = Fields.of(DOCUMENT, operation);
            List<Case> cases = new ArrayList<>(Combinations.ofPairs(fields));
            cases.addAll(SystematicCases.of(fields));
            for (int i = 0; i < cases.size() && agreement.disagreements() == 0; i++) {
                if (cases.get(i).json().length() < 2000) {
                    agreement.judge(operation, cases.get(i));
                }
            }
        }
        assertThat(agreement.disagreements()).isPositive();
    }
}
