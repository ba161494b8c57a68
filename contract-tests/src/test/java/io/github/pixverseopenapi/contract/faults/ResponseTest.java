package io.github.pixverseopenapi.contract.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.pixverseopenapi.client.Billing;
import io.github.pixverseopenapi.client.ConnectionException;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.UnauthorizedException;
import io.github.pixverseopenapi.client.UnexpectedResponseException;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.contract.client.ClientCalls;
import io.github.pixverseopenapi.contract.client.ClientCalls.Call;
import io.github.pixverseopenapi.contract.fixtures.RawServer;
import io.github.pixverseopenapi.contract.fixtures.RawServer.Behaviour;
import io.github.pixverseopenapi.contract.fixtures.RefusingPort;
import io.github.pixverseopenapi.contract.fixtures.ServerBehaviors;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses with every kind of body: a 200 without a video, the URL of a video, and error bodies. */
@Tag("pit-calls")
class ResponseTest {
    private static final Call CALL = ClientCalls.all().get(0);

    static List<Call> calls() {
        return ClientCalls.all();
    }

    private static Behaviour response(String status, String contentType, byte[] body) {
        return connection -> {
            connection.readRequest();
            connection.write(
                    "HTTP/1.1 " + status + "\r\n" + (contentType == null ? "" : "Content-Type: " + contentType + "\r\n")
                            + "x-request-id: req-1\r\nContent-Length: " + body.length + "\r\n\r\n");
            connection.write(body);
        };
    }

    private static Behaviour response(String status, String contentType, String body) {
        return response(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    private static <E extends PixverseException> E failure(Class<E> kind, Call call, Behaviour behaviour) {
        try (RawServer server = new RawServer(behaviour);
                PixverseClient client = RawClients.builder(server).maxRetries(0).build()) {
            E failure = catchThrowableOfType(kind, () -> call.on(client));
            assertThat(server.requests()).hasSize(1);
            await().until(() -> server.openConnections() == 0);
            return failure;
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_jsonWithoutAVideo_showsIt(Call call) {
        String json = "{\"error\":\"The prompt breaks the rules.\"}";
        UnexpectedResponseException failure =
                failure(UnexpectedResponseException.class, call, response("200 OK", "application/json", json));
        assertThat(failure.statusCode()).isEqualTo(200);
        assertThat(failure.billing()).isEqualTo(Billing.UNKNOWN);
        assertThat(failure.body()).isEqualTo(json);
        assertThat(failure.requestId()).contains("req-1");
        assertThat(failure)
                .hasMessageContaining("the response must be a video, but was JSON: The prompt breaks the rules.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain | hello there | text/plain, starting with \"hello there\"",
                "text/html; charset=utf-8 | <html>no</html> | starting with \"<html>no</html>\"",
                "image/gif | GIF89a | image/gif, starting with \"GIF89a\"",
                "video/mp4 | '' | video/mp4, empty",
                " | '' | bytes without a media type, empty"
            })
    void call_otherMediaType_describesItsBeginning(String type, String body, String described) {
        UnexpectedResponseException failure =
                failure(UnexpectedResponseException.class, CALL, response("200 OK", type, body));
        assertThat(failure)
                .hasMessageContaining("the response must be a video, but was ")
                .hasMessageContaining(described);
    }

    @Test
    void call_unprintableBody_isShownInHex() {
        UnexpectedResponseException failure = failure(
                UnexpectedResponseException.class,
                CALL,
                response("200 OK", "application/octet-stream", new byte[] {1, 2, (byte) 0xff}));
        assertThat(failure).hasMessageContaining("bytes 0102ff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/octet-stream", "binary/octet-stream", "application/json", "text/plain", ""})
    void call_mp4WithAnotherMediaType_isAccepted(String type) {
        Behaviour behaviour = response("200 OK", type.isEmpty() ? null : type, ServerBehaviors.VIDEO);
        try (RawServer server = new RawServer(behaviour);
                PixverseClient client = RawClients.builder(server).build();
                Video video = CALL.on(client)) {
            assertThat(video.contentType()).isEqualTo(type);
            assertThat(video.bytes()).isEqualTo(ServerBehaviors.VIDEO);
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_videoUrl_isFetchedWithoutTheKey(Call call) {
        try (RawServer otherServer = new RawServer();
                RawServer server = new RawServer(response(
                        "200 OK", "application/json", "{\"video\":{\"url\":\"" + otherServer.url() + "/v.mp4\"}}"));
                PixverseClient client = RawClients.builder(server).build();
                Video video = call.on(client)) {
            assertThat(video.bytes()).isEqualTo(ServerBehaviors.VIDEO);
            assertThat(video.metadata().requestId()).contains("req-1");
            assertThat(otherServer.requests())
                    .singleElement()
                    .asString()
                    .startsWith("GET /v.mp4 ")
                    .doesNotContain(RawClients.KEY)
                    .doesNotContainIgnoringCase("x-api-key");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void call_videoUrlOnTheSameHost_isFetchedWithoutTheKey() {
        RawServer[] self = new RawServer[1];
        try (RawServer server = new RawServer(connection -> response(
                                "200 OK", "application/json", "{\"output\":\"" + self[0].url() + "/v.mp4\"}")
                        .handle(connection));
                PixverseClient client = RawClients.builder(server).build()) {
            self[0] = server;
            try (Video video = CALL.on(client)) {
                assertThat(video.bytes()).isEqualTo(ServerBehaviors.VIDEO);
            }
            assertThat(server.requests()).hasSize(2);
            assertThat(server.requests().get(0)).contains("x-api-key: " + RawClients.KEY);
            assertThat(server.requests().get(1)).startsWith("GET ").doesNotContain(RawClients.KEY);
        }
    }

    @Test
    void call_videoUrlNotReadyAtFirst_retriesTheDownloadOnly() {
        try (RawServer otherServer =
                        new RawServer(ServerBehaviors.status("503 Busy"), ServerBehaviors.resetAfterRequest());
                RawServer server = new RawServer(
                        response("200 OK", "application/json", "{\"output\":\"" + otherServer.url() + "/v.mp4\"}"));
                PixverseClient client = RawClients.builder(server).build();
                Video video = CALL.on(client)) {
            assertThat(video.bytes()).isEqualTo(ServerBehaviors.VIDEO);
            assertThat(otherServer.requests()).hasSize(3);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void call_videoDownloadFails_reportsTheVideoUrl() {
        try (RefusingPort closedPort = new RefusingPort()) {
            UnexpectedResponseException failure = failure(
                    UnexpectedResponseException.class,
                    CALL,
                    response("200 OK", "application/json", "{\"output\":\"" + closedPort.url() + "/v.mp4\"}"));
            assertThat(failure)
                    .hasMessageContaining(
                            "the video is finished at " + closedPort.url() + "/v.mp4, but could not be downloaded");
            assertThat(failure.billing()).isEqualTo(Billing.BILLED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "200 OK\r\nContent-Type: video/mp4\r\nContent-Length: -5\r\n\r\n",
                "-12\r\n\r\n",
                "20 OK\r\n\r\n",
                "206 Partial Content\r\nContent-Type: video/mp4\r\nContent-Length: 1\r\n\r\nv",
                "200 OK\r\nContent-Type: video/mp4\r\nTransfer-Encoding: gzip, chunked\r\n\r\nv",
                "200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nv"
            })
    void call_videoUrlReturnsAMalformedResponse_isBilledAndReportsTheVideoUrl(String response) {
        Behaviour malformed = ServerBehaviors.response("HTTP/1.1 " + response);
        try (RawServer otherServer = new RawServer(malformed, malformed, malformed, malformed, malformed)) {
            UnexpectedResponseException failure = failure(
                    UnexpectedResponseException.class,
                    CALL,
                    response("200 OK", "application/json", "{\"output\":\"" + otherServer.url() + "/v.mp4\"}"));
            assertThat(failure).hasMessageContaining("the video is finished at " + otherServer.url() + "/v.mp4");
            assertThat(failure.billing()).isEqualTo(Billing.BILLED);
            assertThat(otherServer.requests()).hasSize(5);
            await().until(() -> otherServer.openConnections() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.com/v.mp4", "ftp://example.com/v.mp4", "/v.mp4", "", "file:///etc/passwd"})
    void call_unsafeVideoUrl_isNotFetched(String address) {
        UnexpectedResponseException failure = failure(
                UnexpectedResponseException.class,
                CALL,
                response("200 OK", "application/json", "{\"output\":\"" + address + "\"}"));
        assertThat(failure)
                .hasMessageContaining("the response must be a video, but was JSON")
                .hasMessageContaining(address);
    }

    @Test
    void call_videoUrlRedirects_isFollowedToSafeUrls() {
        try (RawServer second = new RawServer();
                RawServer first =
                        new RawServer(ServerBehaviors.status("302 Found\r\nLocation: " + second.url() + "/w.mp4"));
                RawServer server = new RawServer(
                        response("200 OK", "application/json", "{\"output\":\"" + first.url() + "/v.mp4\"}"));
                PixverseClient client = RawClients.builder(server).build();
                Video video = CALL.on(client)) {
            assertThat(video.bytes()).isEqualTo(ServerBehaviors.VIDEO);
            assertThat(second.requests()).singleElement().asString().startsWith("GET /w.mp4");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://plain.invalid/v.mp4", "ftp://127.0.0.1/v.mp4", "http://[", ""})
    void call_videoUrlRedirectsToAnUnsafeUrl_isNotFollowed(String location) {
        Behaviour redirect = ServerBehaviors.response(
                "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n");
        try (RawServer otherServer = new RawServer(redirect, redirect, redirect, redirect, redirect)) {
            UnexpectedResponseException failure = failure(
                    UnexpectedResponseException.class,
                    CALL,
                    response("200 OK", "application/json", "{\"output\":\"" + otherServer.url() + "/v.mp4\"}"));
            assertThat(failure).hasMessageContaining("status 302 without a whole video");
            assertThat(otherServer.requests()).hasSize(5);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | {\"error\":\"Bad key\"} | Bad key",
                "application/json | {\"error\":\"Bad\",\"error_description\":\"very\",\"status_code\":401} | Bad: very",
                "application/json | {\"detail\":[1,2]} | {\"detail\":[1,2]}",
                "application/json | {\"error\":{\"code\":7}} | {\"error\":{\"code\":7}}",
                "application/json | {broken | {broken",
                "text/html | <html><head><title>x</title></head><body><h1>Oh</h1>no</body></html> | Oh no",
                "text/plain | plain words | plain words",
                " | '' | (the response has no text)",
                "application/json | null | null",
                "nonsense | text | text"
            })
    void call_rejected_reportsTheServicesMessage(String type, String body, String words) {
        UnauthorizedException failure =
                failure(UnauthorizedException.class, CALL, response("401 Unauthorized", type, body));
        assertThat(failure.getMessage()).contains("401: " + words + " (request id req-1)");
        assertThat(failure.body()).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1", "UTF-16", "windows-1252"})
    void call_errorBodyInAnyCharset_isRead(String charset) {
        UnauthorizedException failure = failure(
                UnauthorizedException.class,
                CALL,
                response(
                        "401 Unauthorized",
                        "text/plain; charset=" + charset,
                        "Schlüssel ungültig".getBytes(Charset.forName(charset))));
        assertThat(failure).hasMessageContaining("Schlüssel ungültig");
    }

    @Test
    void call_errorBodyWithControlCharacters_keepsTheMessageOnOneLine() {
        UnauthorizedException failure = failure(
                UnauthorizedException.class,
                CALL,
                response("401 Unauthorized", "text/plain", "one\r\ntwo\u0007\u001b[31mthree"));
        assertThat(failure.getMessage()).contains("one two [31mthree").doesNotContain("\n", "\u001b");
    }

    @Test
    void call_longErrorBody_isBounded() {
        UnauthorizedException failure = failure(
                UnauthorizedException.class, CALL, response("401 Unauthorized", "text/plain", "x".repeat(1_000_000)));
        assertThat(failure.body()).hasSize(64 * 1024);
        assertThat(failure.getMessage()).hasSizeLessThan(1_000);
    }

    @Test
    void call_truncatedErrorBody_stillReportsTheStatus() {
        UnauthorizedException failure = failure(UnauthorizedException.class, CALL, connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 401 Unauthorized\r\nContent-Length: 500\r\n\r\nwrong k");
        });
        assertThat(failure.body()).isEqualTo("wrong k");
    }

    @Test
    void call_errorBodyThatQuotesTheKey_doesNotShowIt() {
        UnauthorizedException failure = failure(
                UnauthorizedException.class,
                CALL,
                response(
                        "401 Unauthorized", "application/json", "{\"error\":\"No such key: " + RawClients.KEY + "\"}"));
        assertThat(failure.body()).contains("No such key: <redacted>").doesNotContain(RawClients.KEY);
        assertThat(failure.toString()).doesNotContain(RawClients.KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"204 No Content", "205 Reset Content"})
    void call_emptyBody_isUnexpected(String status) {
        UnexpectedResponseException failure = failure(UnexpectedResponseException.class, CALL, connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n");
        });
        assertThat(failure.billing()).isEqualTo(Billing.UNKNOWN);
    }

    @Test
    void call_unknownHeaders_areIgnored() {
        try (RawServer server = new RawServer(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 200 Fine\r\nContent-Type: video/mp4\r\nX-New: 1\r\nx-cost: a lot\r\n"
                            + "x-remaining-credits:\r\nx-seed-value: 1e99\r\nContent-Length: 4096\r\n\r\n");
                    connection.write(ServerBehaviors.VIDEO);
                });
                PixverseClient client = RawClients.builder(server).build();
                Video video = CALL.on(client)) {
            assertThat(video.metadata().cost()).isEmpty();
            assertThat(video.metadata().remainingCredits()).isEmpty();
            assertThat(video.metadata().seed()).isEmpty();
            assertThat(video.metadata().requestId()).isEmpty();
            assertThat(video.metadata().header("x-NEW")).contains("1");
            assertThat(video.bytes()).hasSize(4096);
        }
    }

    /** The status was received and shows that the call may be billed: a truncated body must not hide it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | {\"error\":\"Out of pol | the response must be a video, but was JSON: {\"error\":\"Out of pol",
                "application/json | {\"a | the response must be a video, but was JSON: {\"a",
                "text/html | <html>sorry | the response must be a video, but was text/html, starting with \"<html>sorry\"",
                "text/html | '' | the response must be a video, but was text/html, empty"
            })
    void call_truncatedBody_showsTheReceivedPart(String type, String text, String described) {
        UnexpectedResponseException failure =
                failure(UnexpectedResponseException.class, CALL, truncatedResponse(type, text));
        assertThat(failure.statusCode()).isEqualTo(200);
        assertThat(failure.requestId()).contains("req-1");
        assertThat(failure.billing()).isEqualTo(Billing.UNKNOWN);
        assertThat(failure).hasMessageContaining(described);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1234", "12345"})
    void call_videoTruncatedAtItsBeginning_reportsTheStatus(String start) {
        ConnectionException failure = failure(ConnectionException.class, CALL, truncatedResponse("video/mp4", start));
        assertThat(failure.statusCode()).isEqualTo(200);
        assertThat(failure.requestId()).contains("req-1");
        assertThat(failure.billing()).isEqualTo(Billing.BILLED);
        assertThat(failure).hasMessageContaining("the response broke off at its start");
    }

    /** An unread response would keep its connection open, and the server waits. */
    @Test
    void call_bodyLongerThanTheLimit_discardsTheRest() {
        Behaviour longText = connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000000\r\n\r\n");
            connection.write("x".repeat(70_000));
            connection.stall();
        };
        failure(UnexpectedResponseException.class, CALL, longText);
    }

    @Test
    void call_videoUrlReturnsALongBodyWithoutAVideo_discardsTheRest() {
        Behaviour longErrorResponse = connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 503 Busy\r\nContent-Length: 500\r\n\r\nbusy");
            connection.stall();
        };
        try (RawServer otherServer = new RawServer(
                longErrorResponse, longErrorResponse, longErrorResponse, longErrorResponse, longErrorResponse)) {
            failure(
                    UnexpectedResponseException.class,
                    CALL,
                    response("200 OK", "application/json", "{\"output\":\"" + otherServer.url() + "/v.mp4\"}"));
            await().until(() -> otherServer.openConnections() == 0);
        }
    }

    private static Behaviour truncatedResponse(String type, String start) {
        return ServerBehaviors.response("HTTP/1.1 200 OK\r\nContent-Type: " + type
                + "\r\nx-request-id: req-1\r\nContent-Length: 500\r\n\r\n" + start);
    }
}
