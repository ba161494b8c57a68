package io.github.pixverseopenapi.benchmark.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;
import stock.retrofit.ApiClient;
import stock.retrofit.api.PixverseApi;
import stock.retrofit.model.TextToVideoRequest;

/** The client that OpenAPI Generator makes with its own templates and the library retrofit2. */
final class StockRetrofitClient implements VideoClient {
    private final PixverseApi api;

    StockRetrofitClient(String url) {
        ApiClient client = new ApiClient("apiKey", API_KEY);
        client.getAdapterBuilder().baseUrl(url + "/");
        api = client.createService(PixverseApi.class);
    }

    private Call<ResponseBody> call() {
        return api.textToVideo(new TextToVideoRequest().prompt(PROMPT));
    }

    private static byte[] bytes(Response<ResponseBody> response) throws IOException {
        if (!response.isSuccessful()) {
            throw new IOException("status " + response.code());
        }
        return response.body().bytes();
    }

    @Override
    public byte[] generate() throws IOException {
        return bytes(call().execute());
    }

    @Override
    public void save(Path target) throws IOException {
        Files.write(target, generate());
    }

    @Override
    public CompletableFuture<?> generateAsync() {
        CompletableFuture<byte[]> result = new CompletableFuture<>();
        call().enqueue(new Callback<>() {
            @Override
            public void onResponse(Call<ResponseBody> call, Response<ResponseBody> response) {
                try {
                    result.complete(bytes(response));
                } catch (IOException e) {
                    result.completeExceptionally(e);
                }
            }

            @Override
            public void onFailure(Call<ResponseBody> call, Throwable failure) {
                result.completeExceptionally(failure);
            }
        });
        return result;
    }

    /** The generated client has no way to close it. */
    @Override
    public void close() {}
}
