package io.github.pixverseopenapi.contract.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every character of each format. */
class DiffFormatTest {

    private static final List<Problem> VALID = List.of();
    private static final List<Problem> INVALID =
            List.of(new Problem("seed", "must be <small>"), new Problem("", "no\nway"));

    private static final DocumentDiff DIFF = new DocumentDiff(List.of(
            change("now rejects 2 requests", true, 2, Sample.request("{\"seed\": 9}"), VALID, INVALID),
            change("now rejects 1 request", true, 1, Sample.query("page=0"), VALID, INVALID),
            change(
                    "now accepts 1 response",
                    false,
                    1,
                    Sample.response(503, Map.of("a", List.of("b")), "c".getBytes(StandardCharsets.UTF_8)),
                    INVALID,
                    VALID),
            new DocumentChange("getCredits", "is added: GET /v1/credits", false, 0, List.of())));

    private static DocumentChange change(
            String description, boolean breaking, int count, Sample sample, List<Problem> before, List<Problem> after) {
        return new DocumentChange(
                "textToVideo",
                description,
                breaking,
                count,
                List.of(new VerdictChange(ApiDocument.load().videoOperations().get(0), sample, before, after)));
    }

    @Test
    void text_listsEachChangeWithExamples() {
        assertThat(DiffFormat.TEXT.render(DIFF)).isEqualTo("""
                        4 changes, 2 breaking

                        BREAKING  textToVideo now rejects 2 requests
                          {"seed": 9}
                            before: accepted
                            now:    rejected: seed must be <small>; no way

                        BREAKING  textToVideo now rejects 1 request
                          ?page=0
                            before: accepted
                            now:    rejected: seed must be <small>; no way

                        compatible  textToVideo now accepts 1 response
                          {"status":503,"headers":{"a":["b"]},"text":"c"}
                            before: rejected: seed must be <small>; no way
                            now:    accepted

                        compatible  getCredits is added: GET /v1/credits
                        """);
    }

    @Test
    void markdown_isAListOfEscapedChanges() {
        assertThat(DiffFormat.MARKDOWN.render(new DocumentDiff(DIFF.changes().subList(0, 1))))
                .isEqualTo("""
                        ## Changes of the contract

                        1 change, 1 breaking

                        - **❌ breaking** textToVideo now rejects 2 requests
                          - {"seed"&#58; 9}
                            - before: accepted
                            - now: rejected&#58; seed must be &#60;small&#62;; no way
                        """);
        assertThat(DiffFormat.MARKDOWN.render(new DocumentDiff(DIFF.changes().subList(3, 4))))
                .endsWith("1 change, 0 breaking\n\n- **✅ compatible** getCredits is added&#58; GET /v1/credits\n");
    }

    @Test
    void json_hasSamplesAndBothVerdicts() {
        assertThat(DiffFormat.JSON.render(new DocumentDiff(DIFF.changes().subList(0, 1))))
                .isEqualTo("""
                        {
                          "formatVersion": 1,
                          "breaking": true,
                          "changes": [
                            {
                              "operation": "textToVideo",
                              "description": "now rejects 2 requests",
                              "breaking": true,
                              "count": 2,
                              "examples": [
                                {
                                  "sample": {
                                    "text": "{\\"seed\\": 9}"
                                  },
                                  "before": [],
                                  "now": [
                                    "seed must be <small>",
                                    "no\\nway"
                                  ]
                                }
                              ]
                            }
                          ]
                        }
                        """);
    }
}
