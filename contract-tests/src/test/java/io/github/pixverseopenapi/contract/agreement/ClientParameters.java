package io.github.pixverseopenapi.contract.agreement;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.util.List;
import okhttp3.HttpUrl;

/** The client, which validates the id of a job before it sends it. Its types are all that it validates of a query. */
final class ClientParameters implements Validator, AutoCloseable {
    private final PixverseClient client = PixverseClient.create("a-key");

    @Override
    public String name() {
        return "client";
    }

    @Override
    public Verdict validate(ApiOperation operation, String request) {
        List<String> segments = HttpUrl.get("http://localhost" + request).pathSegments();
        int id = List.of(operation.path().substring(1).split("/")).indexOf("{request_id}");
        try {
            client.job(segments.get(id));
            return Verdict.VALID;
        } catch (IllegalArgumentException e) {
            return Verdict.invalid(e.getMessage());
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
