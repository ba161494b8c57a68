package io.github.pixverseopenapi.client;

import static io.github.pixverseopenapi.client.StubService.VIDEO;
import static io.github.pixverseopenapi.client.StubService.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Downloads that break off and are resumed. */
@Tag("pit-calls")
class ResumingSourceTest {
    private final StubService service;
    private final ManualTicker ticker = new ManualTicker(Clock.systemUTC());

    ResumingSourceTest() throws IOException {
        service = new StubService();
    }

    @AfterEach
    void close() {
        service.close();
    }

    private ResumingSource source() throws IOException {
        return source(ticker);
    }

    private ResumingSource source(Ticker ticker) throws IOException {
        OkHttpClient http = new OkHttpClient.Builder().followRedirects(false).build();
        Download download = new Download(
                http, service.url(), service.url().resolve("/file"), new IdleTimeout(Duration.ofSeconds(10)));
        return new ResumingSource(download, download.request(0, null, new RunningCall()), ticker);
    }

    private static MockResponse broken(MockResponse.Builder response) {
        return response.onResponseBody(new SocketEffect.CloseSocket()).build();
    }

    private static MockResponse rest(int from, int announced) {
        return new MockResponse.Builder()
                .code(206)
                .addHeader("Content-Range", "bytes " + announced + "-" + (VIDEO.length - 1) + "/" + VIDEO.length)
                .body(new Buffer().write(Arrays.copyOfRange(VIDEO, from, VIDEO.length)))
                .build();
    }

    /** Reads until the connection breaks, and gives where it did. */
    private int brokenAt() {
        return Integer.parseInt(service.request(1).getHeaders().get("Range").replaceAll("\\D", ""));
    }

    @Test
    void read_thatBreaks_getsTheRest() throws IOException {
        service.respond(broken(file().addHeader("ETag", "\"v1\"")));
        service.respondTo(request -> rest(
                Integer.parseInt(request.getHeaders().get("Range").replaceAll("\\D", "")),
                Integer.parseInt(request.getHeaders().get("Range").replaceAll("\\D", ""))));

        assertThat(source().readAllBytes()).isEqualTo(VIDEO);

        assertThat(brokenAt()).isPositive();
        assertThat(service.request(1).getHeaders().get("If-Range")).isEqualTo("\"v1\"");
        assertThat(service.request(1).getHeaders().get("Accept-Encoding")).isEqualTo("identity");
        assertThat(ticker.waits()).hasSize(1);
    }

    @Test
    void read_fromAServerThatCannotResume_beginsAgain() throws IOException {
        service.respond(broken(file()), file().build());

        assertThat(source().readAllBytes()).isEqualTo(VIDEO);
        assertThat(service.request(1).getHeaders().get("Range")).isNull();
    }

    @Test
    void read_ofAFileThatChanged_fails() throws IOException {
        byte[] other = VIDEO.clone();
        other[20]++;
        service.respond(
                broken(file()),
                new MockResponse.Builder().body(new Buffer().write(other)).build());

        ResumingSource source = source();
        assertThatThrownBy(source::readAllBytes)
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .satisfies(cause -> assertThat(cause).hasMessageContaining("has changed")));
    }

    @Test
    void read_ofAFileOfAnotherLength_fails() throws IOException {
        service.respond(broken(file()), new MockResponse.Builder().body("short").build());

        ResumingSource source = source();
        assertThatThrownBy(source::readAllBytes).isInstanceOf(IOException.class);
        assertThat(service.targets()).hasSize(2);
    }

    @Test
    void read_anotherPart_isNotTaken() throws IOException {
        service.respond(broken(file().addHeader("ETag", "\"v1\"")), rest(0, 1), file().build());

        assertThat(source().readAllBytes()).isEqualTo(VIDEO);
        assertThat(service.targets()).hasSize(3);
    }

    @Test
    void read_thatBringsNothingNew_endsAfterFiveAttempts() throws IOException {
        service.respond(broken(file()));

        ResumingSource source = source();
        assertThatThrownBy(source::readAllBytes).isInstanceOf(IOException.class);
        assertThat(service.targets()).hasSize(6);
    }

    @Test
    void read_weakValidator_isNotTrusted() throws IOException {
        service.respond(broken(file().addHeader("ETag", "W/\"v1\"")), file().build());

        assertThat(source().readAllBytes()).isEqualTo(VIDEO);
        assertThat(service.request(1).getHeaders().get("If-Range")).isNull();
    }

    @Test
    void read_fileLastModifiedBefore_isResumedByItsTime() throws IOException {
        String time = "Tue, 24 Nov 2026 10:00:00 GMT";
        service.respond(
                broken(file().addHeader("Last-Modified", time).addHeader("Date", "Tue, 24 Nov 2026 11:00:00 GMT")),
                file().build());

        assertThat(source().readAllBytes()).isEqualTo(VIDEO);
        assertThat(service.request(1).getHeaders().get("If-Range")).isEqualTo(time);
    }

    @Test
    void request_redirectToPlainHttp_isNotFollowed() {
        service.respond(new MockResponse.Builder()
                .code(302)
                .addHeader("Location", "http://example.com/file")
                .build());

        assertThatThrownBy(this::source).hasMessage("redirected to an address that is not https");
    }

    @Test
    void request_redirectOnThisMachine_isFollowed() throws IOException {
        service.respond(
                new MockResponse.Builder()
                        .code(302)
                        .addHeader("Location", "/other")
                        .build(),
                file().build());

        assertThat(source().readAllBytes()).isEqualTo(VIDEO);
        assertThat(service.targets()).containsExactly("GET /file", "GET /other");
    }

    @Test
    void read_singleBytes_areUnsigned() throws IOException {
        service.respond(new MockResponse.Builder()
                .body(new Buffer().write(new byte[] {1, (byte) 200}))
                .build());
        ResumingSource source = source();

        assertThat(source.read()).isEqualTo(1);
        assertThat(source.read()).isEqualTo(200);
        assertThat(source.read()).isEqualTo(-1);
    }

    @Test
    void read_restOfAFileOfAnotherLength_isNotTaken() throws IOException {
        service.respond(broken(file().addHeader("ETag", "\"v1\"")));
        service.respondTo(request -> {
            int from = Integer.parseInt(request.getHeaders().get("Range").replaceAll("\\D", ""));
            return rest(from, from)
                    .newBuilder()
                    .setHeader("Content-Range", "bytes " + from + "-" + VIDEO.length + "/" + (VIDEO.length + 1))
                    .build();
        });
        service.respond(file().build());

        assertThat(source().readAllBytes()).isEqualTo(VIDEO);
        assertThat(service.targets()).hasSize(3);
    }

    @Test
    void close_whileWaitingToResume_endsTheDownload() throws IOException {
        service.respond(broken(file()));
        ResumingSource[] source = new ResumingSource[1];
        Ticker closing = new Ticker() {
            @Override
            boolean await(CountDownLatch latch, Duration longest) {
                source[0].close();
                return latch.getCount() == 0;
            }
        };
        source[0] = source(closing);

        assertThatThrownBy(source[0]::readAllBytes).isInstanceOf(IOException.class);
        assertThat(service.targets()).hasSize(1);
    }

    @Test
    void cancel_whileReading_breaksTheConnection() throws IOException {
        service.respond(file().throttleBody(1, 1, TimeUnit.MINUTES).build());
        ResumingSource source = source();
        assertThat(source.read()).isZero();

        source.cancel();

        assertThatThrownBy(source::readAllBytes).isInstanceOf(IOException.class);
        assertThat(service.targets()).hasSize(1);
    }

    @Test
    void read_interruptedWhileWaitingToResume_failsAndStaysInterrupted() throws IOException {
        service.respond(broken(file()));
        Ticker interrupted = new Ticker() {
            @Override
            boolean await(CountDownLatch latch, Duration longest) throws InterruptedException {
                throw new InterruptedException();
            }
        };
        ResumingSource source = source(interrupted);

        assertThatThrownBy(source::readAllBytes).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
