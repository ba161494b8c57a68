package io.github.pixverseopenapi.contract.sandbox;

import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.error;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.header;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.request;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Web pages of this machine may call the sandbox; others may not, whatever they name themselves. */
@Tag("pit-sandbox")
class SandboxAccessTest {

    private static final ApiOperation OPERATION = SandboxHttpClient.anyOperation();

    @RegisterExtension
    static final SandboxExtension SANDBOX = SandboxExtension.of(Sandbox.builder()
            .allowHost("Sandbox")
            .allowHost("pixverse.example")
            .allowOrigin("https://app.example:8443"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:8089",
                "app.localhost",
                "127.0.0.1:1",
                "127.1.2.3",
                "192.0.2.7",
                "[::1]:8089",
                "[2001:db8::1]",
                "sandbox:8089",
                "PIXVERSE.example"
            })
    void host_ofThisMachineAnAddressOrAllowed_isAccepted(String host, Sandbox sandbox) throws IOException {
        assertThat(responseTo(sandbox, host)).startsWith("HTTP/1.1 404 ").contains("No endpoint at /nowhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "pixverse.example.org"})
    void host_foreignName_isRejectedNamingTheAllowedOnes(String host, Sandbox sandbox) throws IOException {
        assertThat(responseTo(sandbox, host))
                .startsWith("HTTP/1.1 403 ")
                .contains("header Host must be one of localhost, any IP address, pixverse.example, sandbox, but was "
                        + host + "; allow another name with allowHost or --allow-host.");
        assertThat(sandbox.journal()).singleElement().hasToString("GET /nowhere 403");
    }

    @Test
    void host_foreignName_usesNoQueuedResponse(Sandbox sandbox) throws IOException {
        sandbox.respondWith(StubResponse.empty(204));

        assertThat(responseTo(sandbox, "evil.example")).startsWith("HTTP/1.1 403 ");
        assertThat(responseTo(sandbox, "localhost")).startsWith("HTTP/1.1 204 ");
    }

    @Test
    void page_foreignHost_isRejected(Sandbox sandbox) throws IOException {
        try (RawConnection connection = new RawConnection(sandbox)) {
            connection.send("GET /_sandbox/state HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
            assertThat(new String(connection.readToEnd(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 403 ")
                    .doesNotContain("apiKey");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:5173",
                "https://127.0.0.1",
                "http://[::1]:3000",
                "http://app.localhost",
                "https://app.example:8443"
            })
    void call_ofAnAllowedOrigin_mayBeReadByThePage(String origin, Sandbox sandbox) {
        HttpResponse<byte[]> response = send(call(sandbox).header("Origin", origin));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo(origin);
        assertThat(header(response, "Vary")).isEqualTo("Origin");
        assertThat(header(response, "Connection")).isEqualTo("close");
        assertThat(header(response, "Access-Control-Expose-Headers").split(", "))
                .contains(
                        "x-request-id",
                        "x-cost",
                        "x-remaining-credits",
                        "x-generation-time",
                        "x-seed-value",
                        "x-rate-limit-reset-at-utc",
                        "x-sandbox-provenance",
                        "Content-Length")
                .doesNotHaveDuplicates();
    }

    @Test
    void call_rejected_mayBeReadByThePageToo(Sandbox sandbox) {
        HttpResponse<byte[]> response = send(request(sandbox, OPERATION.path()).header("Origin", "http://localhost:1"));

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo("http://localhost:1");
    }

    @Test
    void call_withoutOrigin_hasNoHeadersForPages(Sandbox sandbox) {
        HttpResponse<byte[]> response = send(call(sandbox));

        assertThat(response.headers().map().keySet())
                .noneMatch(name -> name.startsWith("access-control-"))
                .doesNotContain("vary", "connection");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "http://app.example:8443",
                "https://app.example",
                "http://localhost.evil.example",
                "file://"
            })
    void call_ofAnotherOrigin_isRejectedUnchargedNamingTheAllowedOnes(String origin, Sandbox sandbox) {
        HttpResponse<byte[]> response = send(call(sandbox).header("Origin", origin));

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(error(response))
                .isEqualTo("header Origin must be one of any origin of this machine, the sandbox's own,"
                        + " https://app.example:8443, but was " + origin
                        + "; allow another origin with allowOrigin or --allow-origin.");
        assertThat(header(response, "Access-Control-Allow-Origin")).isNull();
        assertThat(sandbox.credits()).isEqualByComparingTo("100");
    }

    @Test
    void preflight_ofAnAllowedOrigin_allowsMethodAndHeadersAndIsNotInTheJournal(Sandbox sandbox) {
        HttpResponse<byte[]> response = send(preflight(sandbox, OPERATION.path())
                .header("Origin", "http://localhost:5173")
                .header("Access-Control-Request-Headers", "content-type,x-api-key"));

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo("http://localhost:5173");
        assertThat(header(response, "Access-Control-Allow-Methods")).isEqualTo("POST");
        assertThat(header(response, "Access-Control-Allow-Headers")).isEqualTo("content-type,x-api-key");
        assertThat(header(response, "Access-Control-Max-Age")).isEqualTo("600");
        assertThat(sandbox.journal()).isEmpty();
    }

    @Test
    void preflight_usesNoQueuedResponse(Sandbox sandbox) {
        sandbox.respondWith(StubResponse.empty(500));

        assertThat(send(preflight(sandbox, OPERATION.path()).header("Origin", "http://localhost:1"))
                        .statusCode())
                .isEqualTo(204);
        assertThat(send(call(sandbox)).statusCode()).isEqualTo(500);
    }

    @Test
    void preflight_ofAFile_allowsToReadIt(Sandbox sandbox) {
        HttpResponse<byte[]> response = send(preflight(sandbox, "/files/some.mp4")
                .header("Origin", "http://localhost:1")
                .header("Access-Control-Request-Headers", "x=y"));

        assertThat(header(response, "Access-Control-Allow-Methods")).isEqualTo("GET, HEAD");
        assertThat(header(response, "Access-Control-Allow-Headers")).isNull();
    }

    @Test
    void preflight_ofAnotherOrigin_isRejected(Sandbox sandbox) {
        HttpResponse<byte[]> response =
                send(preflight(sandbox, OPERATION.path()).header("Origin", "https://evil.example"));

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(header(response, "Access-Control-Allow-Origin")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"Origin, http://localhost:1", "Access-Control-Request-Method, POST"})
    void options_withoutAHeaderOfAPreflight_isAnOrdinaryRequest(String name, String value, Sandbox sandbox) {
        assertThat(send(request(sandbox, OPERATION.path())
                                .method("OPTIONS", BodyPublishers.noBody())
                                .header(name, value))
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void host_allAddresses_isReachedAtThisMachine() {
        try (Sandbox sandbox = Sandbox.builder().host("0.0.0.0").start()) {
            assertThat(sandbox.baseUrl()).isEqualTo("http://127.0.0.1:" + sandbox.port());
            assertThat(sandbox.isLoopback()).isFalse();
            assertThat(send(call(sandbox)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void host_anotherAddress_isThatOfTheBaseUrl() {
        try (Sandbox sandbox = Sandbox.builder().host("127.0.0.2").start()) {
            assertThat(sandbox.baseUrl()).isEqualTo("http://127.0.0.2:" + sandbox.port());
            assertThat(sandbox.isLoopback()).isTrue();
            assertThat(send(call(sandbox)).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://name", "name:80", "a/b", "a b"})
    void builder_invalidHost_namesOptionRuleAndValue(String name) {
        assertThatThrownBy(() -> Sandbox.builder().host(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("host must be a host name or address without scheme and port, but was " + name);
        assertThatThrownBy(() -> Sandbox.builder().allowHost(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("allowHost must be a host name or address without scheme and port, but was " + name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "app.example",
                "https://app.example/",
                "https://APP.example",
                "http://app.example:80"
            })
    void builder_invalidOrigin_namesOptionRuleAndValue(String origin) {
        assertThatThrownBy(() -> Sandbox.builder().allowOrigin(origin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "allowOrigin must be an origin such as https://app.example:8443, in lower case and without a"
                                + " path or a default port, but was " + origin);
    }

    private static String responseTo(Sandbox sandbox, String host) throws IOException {
        try (RawConnection connection = new RawConnection(sandbox)) {
            connection.send("GET /nowhere HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
            return new String(connection.readToEnd(), StandardCharsets.UTF_8);
        }
    }

    private static HttpRequest.Builder call(Sandbox sandbox) {
        return request(sandbox, OPERATION.path())
                .header(SandboxHttpClient.DOCUMENT.securityHeader(), sandbox.apiKey())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        SandboxHttpClient.validBody(OPERATION).toString()));
    }

    private static HttpRequest.Builder preflight(Sandbox sandbox, String path) {
        return request(sandbox, path)
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Access-Control-Request-Method", "POST");
    }
}
