package io.github.pixverseopenapi.client;

import java.util.function.Supplier;
import okhttp3.ResponseBody;
import retrofit2.Call;

/** How a request is submitted as a job. */
final class Submission {
    final Operation operation;
    final Supplier<Call<ResponseBody>> call;

    Submission(Operation operation, Supplier<Call<ResponseBody>> call) {
        this.operation = operation;
        this.call = call;
    }
}
