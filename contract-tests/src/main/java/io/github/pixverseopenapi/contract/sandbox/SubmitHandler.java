package io.github.pixverseopenapi.contract.sandbox;

import com.google.gson.JsonObject;

/** Starts a new job for each call. */
final class SubmitHandler implements OperationHandler {

    private final GenerationStore store;
    private final GenerationPlan.Planner planner;
    private final SandboxUrls urls;

    SubmitHandler(GenerationStore store, GenerationPlan.Planner planner, SandboxUrls urls) {
        this.store = store;
        this.planner = planner;
        this.urls = urls;
    }

    @Override
    public StubResponse handle(ValidRequest request) throws RejectedRequestException {
        Generation job = store.submit(request, planner.plan(request.operation(), request.body()));
        String status = urls.status(request.request(), job.id());
        JsonObject body = new JsonObject();
        body.addProperty(SandboxUrls.REQUEST_ID, job.id());
        body.addProperty(JobJson.STATUS, SandboxJobState.QUEUED.name());
        // The service's own has an older path that the document does not describe.
        body.addProperty("poll_url", status);
        body.addProperty("status_url", status);
        body.addProperty("response_url", urls.result(request.request(), job.id()));
        return StubResponse.json(200, body.toString());
    }
}
