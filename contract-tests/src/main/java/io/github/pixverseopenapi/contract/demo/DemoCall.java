package io.github.pixverseopenapi.contract.demo;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.FileFields;
import io.github.pixverseopenapi.contract.document.Message;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A call of the demo.
 *
 * @param operation the operation
 * @param isAsync whether the call runs concurrently with others
 * @param request the request
 */
record DemoCall(Operation operation, boolean isAsync, PixverseRequest request) {

    private static final int CONCURRENT_CALLS = 2;

    /**
     * A call of each operation with the document's example; the first two run concurrently, the others sequentially.
     */
    static List<DemoCall> all(ApiDocument document, String imageUrl, String videoUrl) {
        Map<String, String> urls = Map.of(FileFields.IMAGE, imageUrl, FileFields.VIDEO, videoUrl);
        List<DemoCall> calls = new ArrayList<>();
        for (ApiOperation documented : document.videoOperations()) {
            Operation operation = OperationInvoker.operation(documented.operationId());
            PixverseRequest request = OperationInvoker.request(operation, example(document, documented, urls));
            calls.add(new DemoCall(operation, calls.size() < CONCURRENT_CALLS, request));
        }
        return calls;
    }

    private static String example(ApiDocument document, ApiOperation operation, Map<String, String> urls) {
        JsonObject request = document.requestExample(operation)
                .orElseThrow(() -> new IllegalArgumentException(
                        Message.of("The request example of " + operation.operationId(), "present", "missing")));
        urls.forEach((field, url) -> {
            if (request.has(field)) {
                request.addProperty(field, url);
            }
        });
        return request.toString();
    }

    /** Starts the call: immediately if asynchronous, else when the supplier is called, which waits for the video. */
    Supplier<Video> start(PixverseClient client) {
        return isAsync
                ? OperationInvoker.callAsync(client, operation, request)::join
                : () -> OperationInvoker.call(client, operation, request);
    }
}
