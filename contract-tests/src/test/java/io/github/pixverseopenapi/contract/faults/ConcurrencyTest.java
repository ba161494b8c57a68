package io.github.pixverseopenapi.contract.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import io.github.pixverseopenapi.contract.client.ClientCalls;
import io.github.pixverseopenapi.contract.fixtures.ClientSandbox;
import io.github.pixverseopenapi.contract.fixtures.RawServer;
import io.github.pixverseopenapi.contract.fixtures.RawServer.Behaviour;
import io.github.pixverseopenapi.contract.fixtures.ServerBehaviors;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Many calls at once, the threads they run on, and the end of a client. */
@Tag("pit-calls")
@Isolated // Other tests have threads of clients, too.
class ConcurrencyTest {
    @Test
    void asyncCalls_manyAtOnce_runUpToTheMaxConcurrency() {
        int allowed = 4;
        int requested = 20;
        AtomicInteger running = new AtomicInteger();
        AtomicInteger max = new AtomicInteger();
        CountDownLatch full = new CountDownLatch(allowed);
        Behaviour counted = connection -> {
            connection.readRequest();
            max.accumulateAndGet(running.incrementAndGet(), Math::max);
            full.countDown();
            full.await();
            running.decrementAndGet();
            connection.write("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 4096\r\n\r\n");
            connection.write(ServerBehaviors.VIDEO);
        };
        Behaviour[] behaviours = new Behaviour[requested];
        java.util.Arrays.fill(behaviours, counted);
        try (RawServer server = new RawServer(behaviours);
                PixverseClient client =
                        RawClients.builder(server).maxConcurrency(allowed).build()) {
            List<CompletableFuture<Video>> videos = new ArrayList<>();
            for (int i = 0; i < requested; i++) {
                videos.add(ClientCalls.async(client, Operation.TEXT_TO_VIDEO, null));
            }
            videos.forEach(video -> video.join().close());
        }
        assertThat(max).hasValue(allowed);
    }

    @Test
    void client_sharedByManyThreads_returnsToEachItsOwnVideo() throws Exception {
        int threads = 50;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (Sandbox sandbox = Sandbox.builder()
                        .credits(java.math.BigDecimal.valueOf(1_000))
                        .start();
                PixverseClient client = ClientSandbox.client(sandbox)) {
            List<Callable<Long>> tasks = new ArrayList<>();
            for (int i = 1; i <= 4 * threads; i++) {
                TextToVideoRequest request =
                        TextToVideoRequest.builder().prompt("A boat").seed(i).build();
                boolean blocking = i % 2 == 0;
                tasks.add(() -> {
                    try (Video video = blocking
                            ? client.textToVideo(request)
                            : client.textToVideoAsync(request).join()) {
                        assertThat(video.bytes()).hasSize((int) video.contentLength());
                        return video.metadata().seed().orElseThrow();
                    }
                });
            }
            List<Long> seeds = new ArrayList<>();
            for (Future<Long> seed : pool.invokeAll(tasks)) {
                seeds.add(seed.get());
            }
            List<Long> requested = new ArrayList<>();
            for (long i = 1; i <= tasks.size(); i++) {
                requested.add(i);
            }
            assertThat(seeds).containsExactlyElementsOf(requested);
            assertThat(sandbox.journal()).hasSize(tasks.size());
        } finally {
            pool.shutdownNow();
        }
    }

    /** On Java 21 and later the thread is virtual, before that a daemon; neither prevents the JVM from exiting. */
    @Test
    void asyncCall_withoutAnExecutor_runsOnADaemonThread() throws Exception {
        AtomicReference<Thread> thread = new AtomicReference<>();
        OkHttpClient own = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    thread.set(Thread.currentThread());
                    return chain.proceed(chain.request());
                })
                .build();
        try (RawServer server = new RawServer();
                PixverseClient client =
                        RawClients.builder(server).httpClient(own).build()) {
            ClientCalls.async(client, Operation.TEXT_TO_VIDEO, null).join().close();
        }
        assertThat(thread.get().isDaemon()).isTrue();
        assertThat(thread.get().getName()).startsWith("pixverse-async-");
        if (Runtime.version().feature() >= 21) {
            assertThat(Thread.class.getMethod("isVirtual").invoke(thread.get())).isEqualTo(true);
        }
    }

    @Test
    void close_withRunningCalls_letsThemEndAndRejectsNewOnes() {
        CountDownLatch closed = new CountDownLatch(1);
        Behaviour waits = connection -> {
            connection.readRequest();
            closed.await();
            connection.write("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 4096\r\n\r\n");
            connection.write(ServerBehaviors.VIDEO);
        };
        try (RawServer server = new RawServer(waits, waits)) {
            PixverseClient client = RawClients.builder(server).maxConcurrency(1).build();
            CompletableFuture<Video> running = ClientCalls.async(client, Operation.TEXT_TO_VIDEO, null);
            CompletableFuture<Video> inLine = ClientCalls.async(client, Operation.GENERATE_V6_VIDEO, null);
            await().until(() -> server.requests().size() == 1);
            client.close();
            client.close();
            assertThatThrownBy(() -> ClientCalls.async(client, Operation.TEXT_TO_VIDEO, null))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the client is closed");
            closed.countDown();
            try (Video first = running.join();
                    Video second = inLine.join()) {
                assertThat(first.bytes()).isEqualTo(ServerBehaviors.VIDEO);
                assertThat(second.bytes()).isEqualTo(ServerBehaviors.VIDEO);
            }
            await().until(() -> server.openConnections() == 0);
        }
    }

    @Test
    void threads_ofAnIdleClient_end() {
        try (RawServer server = new RawServer();
                PixverseClient client = RawClients.builder(server).build()) {
            ClientCalls.async(client, Operation.TEXT_TO_VIDEO, null).join().close();
            ClientCalls.all().get(0).on(client).close();
            await().untilAsserted(() -> assertThat(threadsOfClients()).isEmpty());
        }
    }

    private static List<String> threadsOfClients() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("pixverse-"))
                .toList();
    }
}
