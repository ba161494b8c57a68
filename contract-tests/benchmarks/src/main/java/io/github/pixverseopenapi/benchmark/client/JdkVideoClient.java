package io.github.pixverseopenapi.benchmark.client;

import com.google.gson.Gson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** The JDK's HttpClient with Gson by hand. */
final class JdkVideoClient implements VideoClient {
    private final URI url;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Gson gson = new Gson();

    JdkVideoClient(String url) {
        this.url = URI.create(url + "/v1/pixverse-text2video");
    }

    private HttpRequest request() {
        return HttpRequest.newBuilder(url)
                .header("x-api-key", API_KEY)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(gson.toJson(new PromptBody(PROMPT))))
                .build();
    }

    private static <T> T body(HttpResponse<T> response) throws IOException {
        if (response.statusCode() != 200) {
            throw new IOException("status " + response.statusCode());
        }
        return response.body();
    }

    @Override
    public byte[] generate() throws IOException, InterruptedException {
        return body(client.send(request(), HttpResponse.BodyHandlers.ofByteArray()));
    }

    @Override
    public void save(Path target) throws IOException, InterruptedException {
        Path unused = body(client.send(request(), HttpResponse.BodyHandlers.ofFile(target)));
    }

    @Override
    public CompletableFuture<?> generateAsync() {
        return client.sendAsync(request(), HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(HttpResponse::body);
    }

    /** Nothing to be closed before Java 21. */
    @Override
    public void close() {}
}
