package io.github.pixverseopenapi.contract.faults;

import io.github.pixverseopenapi.client.BatchReport;
import io.github.pixverseopenapi.client.PixverseBatch;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A program that runs a batch: the server's URL, the folder, and how many keys. */
public final class ForkedBatch {
    private ForkedBatch() {}

    public static void main(String[] arguments) {
        System.out.println(run(arguments[0], Path.of(arguments[1]), Integer.parseInt(arguments[2])));
    }

    static BatchReport run(String url, Path folder, int keys) {
        try (PixverseClient client =
                PixverseClient.builder().apiKey("sandbox-key").baseUrl(url).build()) {
            // The sandbox's history has no delay, so that what it lacks was not received.
            return PixverseBatch.builder(client, folder)
                    .resubmitNotFound(true)
                    .build()
                    .run(requests(keys));
        }
    }

    private static Map<String, PixverseRequest> requests(int keys) {
        Map<String, PixverseRequest> requests = new LinkedHashMap<>();
        for (int i = 0; i < keys; i++) {
            requests.put(
                    "key-" + i,
                    TextToVideoRequest.builder().prompt("A boat for key-" + i).build());
        }
        return requests;
    }
}
