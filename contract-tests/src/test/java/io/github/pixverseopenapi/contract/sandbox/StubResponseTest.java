package io.github.pixverseopenapi.contract.sandbox;

import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.call;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.header;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.request;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SandboxExtension.class)
@Tag("pit-sandbox")
class StubResponseTest {

    private final ApiOperation operation = SandboxHttpClient.anyOperation();

    @Test
    void respondWith_twoStubs_returnsEachOnceInOrderThenTheDefault(Sandbox sandbox) {
        sandbox.respondWith(StubResponse.json(500, "{\"error\":\"first\"}"));
        sandbox.respondWith(StubResponse.html(502, "<p>second</p>"));

        HttpResponse<byte[]> first = call(sandbox, operation);
        HttpResponse<byte[]> second = call(sandbox, operation);
        HttpResponse<byte[]> third = call(sandbox, operation);

        assertThat(first.statusCode()).isEqualTo(500);
        assertThat(SandboxHttpClient.error(first)).isEqualTo("first");
        assertThat(second.statusCode()).isEqualTo(502);
        assertThat(header(second, "Content-Type")).startsWith("text/html");
        assertThat(SandboxHttpClient.text(second)).isEqualTo("<p>second</p>");
        assertThat(third.statusCode()).isEqualTo(200);
    }

    @Test
    void respondWith_video_isUncheckedAndFree(Sandbox sandbox) {
        sandbox.respondWith(StubResponse.video());

        HttpResponse<byte[]> response = send(request(sandbox, "/anything").GET());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(SampleVideo.DEFAULT.mp4());
        assertThat(sandbox.credits()).isEqualByComparingTo("100");
    }

    @Test
    void respondWith_forOperation_hasPriorityForThatOperationOnly(Sandbox sandbox) {
        ApiOperation other = SandboxHttpClient.DOCUMENT.videoOperations().get(1);
        sandbox.respondWith(StubResponse.empty(503));
        sandbox.respondWith(other.operationId(), StubResponse.empty(504));

        assertThat(call(sandbox, other).statusCode()).isEqualTo(504);
        assertThat(call(sandbox, operation).statusCode()).isEqualTo(503);
        assertThat(call(sandbox, other).statusCode()).isEqualTo(200);
    }

    @Test
    void respondWith_ownHeaders_keepsThemAndAddsTheRest(Sandbox sandbox) {
        sandbox.respondWith(
                StubResponse.empty(429).withHeader("X-Request-Id", "mine").withHeader("Retry-After", "0"));

        HttpResponse<byte[]> response = call(sandbox, operation);

        assertThat(response.headers().allValues("x-request-id")).containsExactly("mine");
        assertThat(header(response, "retry-after")).isEqualTo("0");
        assertThat(header(response, Provenance.HEADER)).isEqualTo("synthesised");
        assertThat(response.body()).isEmpty();
    }

    @Test
    void respondWith_delay_stillResponds(Sandbox sandbox) {
        sandbox.respondWith(StubResponse.empty(204).withDelay(Duration.ofMillis(5)));

        assertThat(call(sandbox, operation).statusCode()).isEqualTo(204);
    }

    @Test
    void respondWith_unknownOperation_namesTheKnownOnes(Sandbox sandbox) {
        assertThatThrownBy(() -> sandbox.respondWith("noSuchOperation", StubResponse.video()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("noSuchOperation")
                .hasMessageContaining(operation.operationId());
    }

    @Test
    void respondWith_connectionFaultForOperation_isRejected(Sandbox sandbox) {
        assertThatThrownBy(() ->
                        sandbox.respondWith(operation.operationId(), StubResponse.fault(Fault.DISCONNECT_AT_START)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DISCONNECT_AT_START");
    }

    @Test
    void response_impossibleParts_areRejected() {
        assertThatThrownBy(() -> StubResponse.empty(199))
                .hasMessageContaining("status must be 200 to 599, but was 199");
        assertThatThrownBy(() -> StubResponse.video().withHeader("a", "b\nc"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StubResponse.video().withDelay(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
