package io.github.pixverseopenapi.contract.verify.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.pixverseopenapi.contract.fixtures.SampleReport;
import io.github.pixverseopenapi.contract.verify.Report;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON that other programs read; the schema in the jar documents it. */
@Tag("pit-verify")
class JsonReportTest {

    static Stream<Report> reports() {
        return Stream.of(
                SampleReport.ofAllOutcomes(),
                SampleReport.ofKnownDrift(),
                SampleReport.report(Optional.empty(), true, SampleReport.holds()));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void json_ofAnyReport_isAsTheSchemaDocuments(Report report) throws Exception {
        assertThat(schema().validate(JsonReport.of(report), InputFormat.JSON)).isEmpty();
    }

    /** Otherwise the schema would accept anything. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"formatVersion\": 1",
                "\"exitCode\": 1",
                "\"outcome\": \"drifted\"",
                "\"expires\": \"2026-03-04\"",
                "\"not-checked\": 0",
                "\"name\": \"textToVideo no-key\""
            })
    void schema_ofAnotherFormat_findsAProblem(String text) throws Exception {
        String json = JsonReport.of(SampleReport.ofKnownDrift()) + JsonReport.of(SampleReport.ofAllOutcomes());
        assertThat(json).contains(text);
        for (Report report : reports().toList()) {
            String valid = JsonReport.of(report);
            String changed = valid.replace(text, text.replaceFirst(": .*", ": []"));
            if (!changed.equals(valid)) {
                assertThat(schema().validate(changed, InputFormat.JSON)).isNotEmpty();
            }
        }
    }

    @Test
    void json_ofKnownDrift_isStable() {
        assertThat(JsonReport.of(SampleReport.ofKnownDrift())).isEqualTo("""
                        {
                          "formatVersion": 1,
                          "target": "https://api.example.com",
                          "start": "2026-03-04T05:06:07Z",
                          "durationSeconds": 61.249,
                          "exitCode": 1,
                          "verdict": "Drift: 1 known, 1 expired entry of known drift, 1 hold, 0 not checked.",
                          "withKey": false,
                          "budgetUsd": null,
                          "countedUsd": 3.16,
                          "counts": {
                            "holds": 1,
                            "drifted": 0,
                            "known": 1,
                            "undecided": 0,
                            "not-checked": 0
                          },
                          "checks": [
                            {
                              "name": "textToVideo no-key",
                              "operation": "textToVideo",
                              "kind": "no-key",
                              "outcome": "known",
                              "request": "POST /v1/pixverse-text2video without a key, with an empty object",
                              "expected": "401 application/json with a text \\"error\\"",
                              "response": "418 text/plain <teapot>",
                              "problems": [
                                "status must be 401, but was 418",
                                "error must be a text & more"
                              ],
                              "durationSeconds": 1.250
                            },
                            {
                              "name": "textToVideo wrong-method",
                              "operation": "textToVideo",
                              "kind": "wrong-method",
                              "outcome": "holds",
                              "request": "GET /v1/pixverse-text2video without a key",
                              "expected": "405 (assumed)",
                              "response": "405 (empty)",
                              "problems": [],
                              "durationSeconds": 0.007
                            }
                          ],
                          "knownDrift": {
                            "applied": [
                              {
                                "check": "textToVideo no-key",
                                "problem": "status must be 401, but was 418",
                                "reason": "reported & open",
                                "expires": "2026-03-04"
                              },
                              {
                                "check": "textToVideo no-key",
                                "problem": "error must be a text & more",
                                "reason": "reported & open",
                                "expires": "2026-03-05"
                              }
                            ],
                            "expired": [
                              {
                                "check": "textToVideo wrong-key",
                                "problem": "status must be <401>",
                                "reason": "reported & open",
                                "expires": "2026-03-03"
                              }
                            ],
                            "unused": [
                              {
                                "check": "textToVideo wrong-method",
                                "problem": "status must be 405, but was 404",
                                "reason": "reported & open",
                                "expires": "2027-01-31"
                              }
                            ]
                          }
                        }
                        """);
    }

    private static Schema schema() throws Exception {
        try (InputStream file = JsonReport.class.getResourceAsStream("report.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
