package io.github.pixverseopenapi.contract.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.util.Throwables.getStackTrace;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ServiceApiKey;
import io.github.pixverseopenapi.contract.fixtures.QuotedKey;
import io.github.pixverseopenapi.contract.fixtures.RawServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A service that quotes the key in various forms, in everything that verify prints or stores. */
class VerifyKeyInResponseTest {

    private static final String KEY = "ab/cd+Key-0123456789";
    private static final String OK = "HTTP/1.1 401 Unauthorized";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void verify_keyInJson_isNotShown(QuotedKey form) {
        assertNotShown(form, RawServer.sendingJson(OK, "{\"error\":\"Key " + form.of(KEY) + "\"}"));
        assertNotShown(form, RawServer.sendingJson(OK, "{\"error\":\"No\",\"status_code\":\"" + form.of(KEY) + "\"}"));
        assertNotShown(form, RawServer.sendingJson(OK, "{\"error\":[\"" + form.of(KEY) + "\"]}"));
        assertNotShown(form, RawServer.sendingJson(OK, "{\"" + form.of(KEY) + "\":1,\"" + form.of(KEY) + "\":2}"));
    }

    @ParameterizedTest
    @EnumSource
    void verify_keyWhereATextIsCut_isNotShown(QuotedKey form) {
        for (int before = 270; before < 300; before += 4) {
            assertNotShown(
                    form, RawServer.sendingJson(OK, "{\"error\":\"" + "x".repeat(before - 10) + form.of(KEY) + "\"}"));
        }
        assertNotShown(
                form,
                RawServer.sendingJson(
                        OK, "{\"error\":\"No\",\"status_code\":\"" + "x".repeat(70) + form.of(KEY) + "\"}"));
    }

    @ParameterizedTest
    @EnumSource
    void verify_keyInPlainText_isNotShown(QuotedKey form) {
        byte[] body = ("Key " + form.of(KEY)).getBytes(StandardCharsets.UTF_8);
        assertNotShown(
                form, RawServer.sending(OK + "\r\nContent-Type: text/plain\r\nContent-Length: " + body.length, body));
    }

    @ParameterizedTest
    @EnumSource
    void verify_keyInTheHead_isNotShown(QuotedKey form) {
        String body = "{\"error\":\"No\"}";
        assertNotShown(form, RawServer.sendingJson(OK + " " + form.of(KEY), body));
        assertNotShown(form, RawServer.sendingJson(OK + "\r\nx-request-id: " + form.of(KEY), body));
        assertNotShown(form, RawServer.sendingJson(OK + "\r\nx-cost: " + form.of(KEY), body));
        assertNotShown(form, RawServer.sendingJson(OK + "\r\nx-cost: " + "x".repeat(70) + form.of(KEY), body));
        assertNotShown(form, RawServer.sendingJson("HTTP/1.1 4x1 " + form.of(KEY), body));
        assertNotShown(form, RawServer.sendingJson(form.of(KEY), body));
        assertNotShown(
                form,
                RawServer.sending(
                        OK + "\r\nContent-Type: text/" + form.of(KEY) + "\r\nContent-Length: 1", new byte[] {'x'}));
        assertNotShown(
                form,
                RawServer.sending(
                        OK + "\r\nContent-Type: text/html; charset=" + form.of(KEY) + "\r\nContent-Length: 1",
                        new byte[] {'x'}));
    }

    /** A caller that uses it as a library may print the whole stack trace. */
    @ParameterizedTest
    @EnumSource
    void run_keyInTheStatusLine_isNotInTheException(QuotedKey form) {
        try (RawServer service = RawServer.sendingJson("HTTP/1.1 4x1 " + form.of(KEY), "{}")) {
            ApiDocument document = ApiDocument.load();
            VerifyOptions options = new VerifyOptions(
                    VerifyTarget.of(service.url()),
                    Optional.of(ServiceApiKey.fromVariable("KEY", Map.of("KEY", KEY))),
                    Optional.empty(),
                    CheckSelection.all(),
                    Map.of(),
                    Optional.empty());
            Throwable failure = catchThrowable(
                    () -> new Verification(document, options, CheckPlan.of(document, options), line -> {}).run());

            assertThat(failure).isInstanceOf(CouldNotRunException.class);
            form.traces(KEY).forEach(part -> assertThat(getStackTrace(failure)).doesNotContainIgnoringCase(part));
        }
    }

    @Test
    void verify_controlCharacters_areNotShown() {
        String raw = "\u001b[31mred\u001b[0m \u202eevil\u200b\ufeff \u0007\u009b2J \u001b]0;title\u0007\u2028";
        String escaped = "\\u001b[31mred\\u001b[0m \\u202eevil\\u200b\\ufeff \\u0007\\u009b2J\\u2028";
        for (String body : List.of(
                raw,
                "{\"error\":[\"" + escaped + "\"]}",
                "{\"error\":\"" + escaped + "\",\"status_code\":\"" + escaped + "\"}")) {
            for (String text : everything(RawServer.sendingJson(OK, body))) {
                assertThat(text).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\r\\n]]");
                if (body.equals(raw)) {
                    assertThat(text).doesNotContain("[31m", "[0m", "[2J");
                }
            }
        }
    }

    private void assertNotShown(QuotedKey form, RawServer service) {
        for (String text : everything(service)) {
            form.traces(KEY).forEach(trace -> assertThat(text).doesNotContainIgnoringCase(trace));
        }
    }

    /** Both streams, and the reports without references. */
    private List<String> everything(RawServer service) {
        try (service) {
            CommandRun run = CommandRun.withReports(
                    service.url(), KEY, folder, "--only", "no-key,textToVideo,imageToVideo,wrong-key");
            assertThat(run.exitCode()).isBetween(0, 2);
            return Stream.concat(
                            Stream.of(run.out(), run.err()),
                            CommandRun.reports(folder)
                                    .map(text -> Markup.withoutReferences(text.replace("&amp;", "&"))))
                    .toList();
        }
    }
}
