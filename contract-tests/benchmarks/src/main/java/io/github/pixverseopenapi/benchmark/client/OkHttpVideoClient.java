package io.github.pixverseopenapi.benchmark.client;

import com.google.gson.Gson;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** OkHttp and Gson, as their documentation has them; without a pool, each call has a connection of its own, as ours. */
final class OkHttpVideoClient implements VideoClient {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final int READ_TIMEOUT_SECONDS = 300;

    private final String url;
    private final boolean fsync;
    private final OkHttpClient client;
    private final Gson gson = new Gson();

    OkHttpVideoClient(String url, int concurrency, boolean pooled, boolean fsync) {
        this.url = url + "/v1/pixverse-text2video";
        this.fsync = fsync;
        OkHttpClient.Builder builder = new OkHttpClient.Builder().readTimeout(READ_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        if (!pooled) {
            builder.connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS));
        }
        if (concurrency > 1) {
            Dispatcher dispatcher = new Dispatcher();
            dispatcher.setMaxRequests(concurrency);
            dispatcher.setMaxRequestsPerHost(concurrency);
            builder.dispatcher(dispatcher);
        }
        client = builder.build();
    }

    private Call call() {
        return client.newCall(new Request.Builder()
                .url(url)
                .header("x-api-key", API_KEY)
                .post(RequestBody.create(gson.toJson(new PromptBody(PROMPT)), JSON))
                .build());
    }

    private static Response successful(Response response) throws IOException {
        if (!response.isSuccessful()) {
            throw new IOException("status " + response.code());
        }
        return response;
    }

    @Override
    public byte[] generate() throws IOException {
        try (Response response = successful(call().execute())) {
            return response.body().bytes();
        }
    }

    @Override
    public void save(Path target) throws IOException {
        try (Response response = successful(call().execute());
                FileOutputStream file = new FileOutputStream(target.toFile())) {
            response.body().byteStream().transferTo(file);
            if (fsync) {
                file.getFD().sync();
            }
        }
    }

    @Override
    public CompletableFuture<?> generateAsync() {
        CompletableFuture<byte[]> result = new CompletableFuture<>();
        call().enqueue(new Callback() {
            @Override
            public void onFailure(Call call, IOException e) {
                result.completeExceptionally(e);
            }

            @Override
            public void onResponse(Call call, Response response) throws IOException {
                try (Response received = successful(response)) {
                    result.complete(received.body().bytes());
                } catch (IOException e) {
                    result.completeExceptionally(e);
                }
            }
        });
        return result;
    }

    @Override
    public void close() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
