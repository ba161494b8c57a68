package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;

/** The URLs that responses contain. */
final class SandboxUrls {

    static final String FILES = "/files/";

    /** The extension of the file of a video. */
    static final String VIDEO = "mp4";

    static final String JOB_STATUS = "getJobStatus";
    static final String JOB_RESULT = "getJobResult";
    static final String REQUEST_ID = "request_id";

    private final String statusPath;
    private final String resultPath;
    private final SandboxBaseUrl baseUrl;

    SandboxUrls(ApiDocument document, SandboxBaseUrl baseUrl) {
        this.statusPath = path(document, JOB_STATUS);
        this.resultPath = path(document, JOB_RESULT);
        this.baseUrl = baseUrl;
    }

    String status(ParsedRequest request, String id) {
        return baseUrl.of(request) + withId(statusPath, id);
    }

    String result(ParsedRequest request, String id) {
        return baseUrl.of(request) + withId(resultPath, id);
    }

    String video(ParsedRequest request, String id) {
        return file(request, fileName(id, VIDEO));
    }

    String file(ParsedRequest request, String name) {
        return baseUrl.of(request) + FILES + name;
    }

    static String fileName(String id, String extension) {
        return id + "." + extension;
    }

    private static String withId(String path, String id) {
        return path.replace("{" + REQUEST_ID + "}", id);
    }

    /** Empty when the document has no such operation; then it has no jobs either. */
    private static String path(ApiDocument document, String operationId) {
        return document.operations().stream()
                .filter(operation -> operation.operationId().equals(operationId))
                .map(ApiOperation::path)
                .findFirst()
                .orElse("");
    }
}
