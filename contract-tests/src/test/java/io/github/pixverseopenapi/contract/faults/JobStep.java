package io.github.pixverseopenapi.contract.faults;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.sandbox.JournalEntry;
import java.util.List;
import java.util.Optional;
import okhttp3.Request;

/** A step of a job, or a request beside it. Each has one kind of HTTP request, whose response a fault breaks. */
enum JobStep {
    SUBMIT(JobScene.SUBMIT_OPERATION, JobScene::makeVideo),
    /** The poll of {@code await}. */
    STATUS("getJobStatus", JobScene::makeVideo),
    RESULT("getJobResult", JobScene::makeVideo),
    DOWNLOAD(null, JobScene::makeVideo),
    /** The poll of {@code await} where the record of the job has expired. */
    HISTORY("getRequestHistory", JobScene::makeVideoOfExpiredRecord),
    READ_STATUS("getJobStatus", JobScene::readStatus),
    READ_RESULT("getJobResult", JobScene::readResult),
    /** The search for a job whose id did not arrive. */
    LOOKUP("listRequestHistory", JobScene::lookUpLostJob),
    CREDITS("getCredits", JobScene::readCredits),
    UPLOAD("uploadAsset", JobScene::upload);

    static final String FILES = "/files/";

    private static final ApiDocument DOCUMENT = ApiDocument.load();

    private final String operationId;
    private final Work work;

    /** What the user does; throws what the client throws, and an AssertionError if a value is wrong. */
    interface Work {
        void run(JobScene scene) throws Exception;
    }

    JobStep(String operationId, Work work) {
        this.operationId = operationId;
        this.work = work;
    }

    Work work() {
        return work;
    }

    /** The operation of its requests; empty for files. */
    Optional<ApiOperation> operation() {
        return DOCUMENT.operations().stream()
                .filter(operation -> operation.operationId().equals(operationId))
                .findFirst();
    }

    /** The statuses that the document has for failures. */
    List<String> documentedStatuses() {
        return operation()
                .map(operation -> DOCUMENT.responses(operation).keySet().stream()
                        .filter(status -> !status.equals("200"))
                        .toList())
                .orElse(List.of());
    }

    boolean sends(Request request) {
        String path = request.url().encodedPath();
        return operation()
                .map(operation ->
                        DOCUMENT.operation(path).filter(operation::equals).isPresent())
                .orElse(path.startsWith(FILES));
    }

    /** Whether a journal's entry is one of its requests. */
    boolean received(JournalEntry entry) {
        return operationId == null
                ? entry.path().startsWith(FILES)
                : entry.operationId().filter(operationId::equals).isPresent();
    }

    /** Whether it belongs to one job from its submission to its saved video. Only these steps have asynchronous methods. */
    boolean makesVideo() {
        return compareTo(HISTORY) <= 0;
    }

    boolean isAboutJob() {
        return this != CREDITS && this != UPLOAD;
    }
}
