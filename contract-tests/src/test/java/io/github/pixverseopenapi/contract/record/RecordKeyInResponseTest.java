package io.github.pixverseopenapi.contract.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.util.Throwables.getStackTrace;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ServiceApiKey;
import io.github.pixverseopenapi.contract.document.ServiceFacts;
import io.github.pixverseopenapi.contract.fixtures.QuotedKey;
import io.github.pixverseopenapi.contract.fixtures.RawServer;
import io.github.pixverseopenapi.contract.fixtures.TextFiles;
import io.github.pixverseopenapi.contract.redaction.Redactor;
import io.github.pixverseopenapi.contract.sandbox.Provenance;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A service that quotes the key in various forms, in everything that record prints or stores. */
class RecordKeyInResponseTest {

    private static final String KEY = "ab/cd+Key-0123456789";
    private static final String REFUSED = "HTTP/1.1 400 Bad Request";
    private static final String ACCEPTED = "HTTP/1.1 200 OK";

    private final List<String> messages = new ArrayList<>();

    @TempDir
    private Path root;

    @ParameterizedTest
    @EnumSource
    void record_keyInJson_isRedactedAndRecorded(QuotedKey form) {
        record(RawServer.sendingJson(REFUSED, "{\"error\":\"Key " + form.of(KEY) + "\",\"more\":1}"));

        assertNoTrace(form);
        assertThat(recordings())
                .singleElement()
                .satisfies(file -> assertThat(RecordingJson.read(TextFiles.read(file))
                                .response()
                                .body()
                                .text())
                        .startsWith("{\"error\":\"Key ")
                        .contains(Redactor.MARK)
                        .endsWith("\",\"more\":1}"));
    }

    @ParameterizedTest
    @EnumSource
    void record_keyInAnyText_isRedacted(QuotedKey form) {
        for (String type : List.of("text/plain", "text/html; charset=utf-8", "application/octet-stream")) {
            record(response(REFUSED, type, "Key " + form.of(KEY)));
            assertNoTrace(form);
            assertThat(recordings()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void record_keyInTheHead_isNeitherPrintedNorRecorded(QuotedKey form) {
        String body = "{\"error\":\"No\"}";
        for (RawServer service : List.of(
                RawServer.sendingJson(REFUSED + " " + form.of(KEY), body),
                RawServer.sendingJson(REFUSED + "\r\nx-request-id: " + form.of(KEY), body),
                RawServer.sendingJson(REFUSED + "\r\nx-cost: " + form.of(KEY), body),
                RawServer.sendingJson(REFUSED + "\r\nretry-after: " + form.of(KEY), body),
                RawServer.sendingJson("HTTP/1.1 4x1 " + form.of(KEY), body),
                RawServer.sendingJson(form.of(KEY), body),
                response(REFUSED, "text/" + form.of(KEY), body),
                response(REFUSED, "application/json; note=" + form.of(KEY), body))) {
            record(service);
            assertNoTrace(form);
        }
    }

    @ParameterizedTest
    @EnumSource
    void record_keyInAnAcceptedResponse_isNeitherPrintedNorRecorded(QuotedKey form) {
        for (RawServer service : List.of(
                RawServer.sendingJson(ACCEPTED, "{\"error\":\"" + form.of(KEY) + "\"}"),
                RawServer.sendingJson(ACCEPTED, "{\"output\":\"http://127.0.0.1:1/" + form.of(KEY) + "\"}"),
                RawServer.sendingJson(ACCEPTED, "{\"output\":\"ftp://" + form.of(KEY) + "\"}"),
                response(ACCEPTED, "text/plain", form.of(KEY)),
                response(ACCEPTED, "text/plain", "Key " + form.of(KEY) + " \u001b[31m"))) {
            record(service);
            assertNoTrace(form);
        }
    }

    @ParameterizedTest
    @EnumSource
    void record_keyWhereATextIsCut_isNotPrinted(QuotedKey form) {
        for (int before = 480; before < 500; before += 4) {
            record(RawServer.sendingJson(ACCEPTED, "{\"error\":\"" + "x".repeat(before) + form.of(KEY) + "\"}"));
            assertNoTrace(form);
        }
    }

    /** Bytes taken out of a video would make its box sizes and its hash wrong. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CUT")
    void record_keyInAVideo_isRejectedWithOneLine(QuotedKey form) {
        byte[] note = ("    free" + form.of(KEY)).getBytes(StandardCharsets.UTF_8);
        note[3] = (byte) note.length;
        note[0] = note[1] = note[2] = 0;
        ByteArrayOutputStream video = new ByteArrayOutputStream();
        video.writeBytes(StubResponse.video().body());
        video.writeBytes(note);
        record(RawServer.sending(
                ACCEPTED + "\r\nContent-Type: video/mp4\r\nContent-Length: " + video.size(), video.toByteArray()));

        assertNoTrace(form);
        assertThat(recordings()).isEmpty();
        assertThat(messages)
                .anyMatch(
                        line -> line.contains("not recorded, because the response body must not contain the API key"));
        assertThat(root.resolve("videos")).isDirectoryContaining("glob:**.mp4");
    }

    @ParameterizedTest
    @EnumSource
    void record_keyAtTheBeginningOfALongText_isRejected(QuotedKey form) {
        record(response(REFUSED, "text/plain", form.of(KEY) + " ".repeat(70_000) + "."));

        assertNoTrace(form);
        assertThat(recordings()).isEmpty();
    }

    @Test
    void record_keyOfDigitsAsAJsonNumber_isRejected() {
        String digits = "1234567890123";
        messages.clear();
        run(RawServer.sendingJson(REFUSED, "{\"error\":\"No\",\"key\":" + digits + "}"), digits);

        assertThat(recordings()).isEmpty();
        assertThat(String.join("\n", messages))
                .doesNotContain(digits)
                .contains("not recorded, because the response body must be JSON after redaction of the API key");
    }

    @Test
    void record_controlCharacters_areNotPrinted() {
        record(response(ACCEPTED, "text/plain", "\u001b[31mred\u202e\u200b \u0007\u009b2J\u2028"));

        assertThat(messages)
                .isNotEmpty()
                .allSatisfy(text -> assertThat(text)
                        .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\r\\n]]")
                        .doesNotContain("[31m"));
    }

    private static RawServer response(String status, String type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return RawServer.sending(status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + bytes.length, bytes);
    }

    private void record(RawServer service) {
        messages.clear();
        run(service, KEY);
    }

    private void run(RawServer service, String key) {
        try (service) {
            recordings().forEach(RecordKeyInResponseTest::delete);
            new RecordSession(
                            ApiDocument.load(),
                            () -> ServiceApiKey.fromDefaultVariable(Map.of(ServiceFacts.API_KEY_VARIABLE, key)),
                            RecordedCalls.CLOCK,
                            messages::add)
                    .run(new RecordOptionsBuilder(root)
                            .baseUrl(service.url())
                            .budget("10")
                            .operations("textToVideo")
                            .scenarios(Scenario.BAD_REQUEST)
                            .build());
        } catch (RecordingException e) {
            messages.add(getStackTrace(e).replace("\t", " "));
        }
        assertThat(messages).isNotEmpty();
    }

    private void assertNoTrace(QuotedKey form) {
        for (String trace : form.traces(KEY)) {
            assertThat(messages).allSatisfy(line -> assertThat(line).doesNotContainIgnoringCase(trace));
            assertThat(recordings())
                    .allSatisfy(file -> assertThat(TextFiles.read(file))
                            .doesNotContainIgnoringCase(trace)
                            .doesNotContainIgnoringCase(trace.replace("\\", "\\\\")));
        }
        assertThat(recordings()).allSatisfy(file -> {
            Recording recording = RecordingJson.read(TextFiles.read(file));
            assertThat(recording.origin().kind()).isEqualTo(Provenance.SYNTHESISED);
            Optional.ofNullable(recording.response().body().standIn())
                    .ifPresent(standIn -> assertThat(new String(
                                    Base64.getDecoder().decode(standIn.base64()), StandardCharsets.ISO_8859_1))
                            .doesNotContain(form.of(KEY)));
        });
    }

    private List<Path> recordings() {
        Path folder = root.resolve("recordings");
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
