package io.github.pixverseopenapi.contract.sandbox;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.Problem;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Keeps uploaded files and returns their URLs. */
final class UploadHandler implements OperationHandler {

    private static final String DATA_URLS = "data_urls";

    private final UploadStore uploads;
    private final SandboxUrls urls;

    UploadHandler(UploadStore uploads, SandboxUrls urls) {
        this.uploads = uploads;
        this.urls = urls;
    }

    @Override
    public StubResponse handle(ValidRequest request) throws RejectedRequestException {
        List<StoredFile> files = new ArrayList<>();
        for (JsonElement dataUrl : request.body().getAsJsonArray(DATA_URLS)) {
            files.add(decode(dataUrl.getAsString(), files.size(), request));
        }
        List<String> names = uploads.add(files)
                .orElseThrow(() -> rejected(Problem.of(
                        DATA_URLS,
                        "at most " + uploads.maxBytes() + " bytes together with all earlier uploads",
                        "more")));
        JsonArray fileUrls = new JsonArray();
        names.forEach(name -> fileUrls.add(urls.file(request.request(), name)));
        JsonObject body = new JsonObject();
        body.add("file_urls", fileUrls);
        return StubResponse.json(200, body.toString());
    }

    /** The schema admits some texts that are not Base64. */
    private static StoredFile decode(String dataUrl, int index, ValidRequest request) throws RejectedRequestException {
        String contentType = dataUrl.substring("data:".length(), dataUrl.indexOf(';'));
        try {
            byte[] bytes = Base64.getDecoder().decode(dataUrl.substring(dataUrl.indexOf(',') + 1));
            return new StoredFile(bytes, contentType, request.time());
        } catch (IllegalArgumentException e) {
            throw rejected(Problem.of(DATA_URLS + "." + index, "Base64", "not: " + e.getMessage()));
        }
    }

    private static RejectedRequestException rejected(Problem problem) {
        return new RejectedRequestException(ErrorResponses.badRequest(List.of(problem)));
    }
}
