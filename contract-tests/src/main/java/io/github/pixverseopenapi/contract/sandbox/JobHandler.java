package io.github.pixverseopenapi.contract.sandbox;

/**
 * Returns the status and the result of jobs. A failed job gets status code 422. The result of a job that has not ended is
 * its status with status code 200 (assumption: no source describes this case).
 */
final class JobHandler {

    private final GenerationStore store;
    private final SandboxUrls urls;

    JobHandler(GenerationStore store, SandboxUrls urls) {
        this.store = store;
        this.urls = urls;
    }

    StubResponse status(ValidRequest request) throws RejectedRequestException {
        return status(job(request), request);
    }

    StubResponse result(ValidRequest request) throws RejectedRequestException {
        Generation job = job(request);
        if (job.state(request.time()) != SandboxJobState.COMPLETED) {
            return status(job, request);
        }
        store.setResultFetched(job);
        return StubResponse.json(
                200,
                JobJson.result(job, request.time(), urls.video(request.request(), job.id()))
                        .toString());
    }

    private static StubResponse status(Generation job, ValidRequest request) {
        int code = job.state(request.time()) == SandboxJobState.FAILED ? 422 : 200;
        return StubResponse.json(code, JobJson.status(job, request.time()).toString());
    }

    private Generation job(ValidRequest request) throws RejectedRequestException {
        String id = request.parameter(SandboxUrls.REQUEST_ID).orElseThrow();
        return store.job(id, request.time())
                .orElseThrow(() -> new RejectedRequestException(ErrorResponses.unknownRequest(id)));
    }
}
