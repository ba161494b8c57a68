package io.github.pixverseopenapi.contract.faults;

import io.github.pixverseopenapi.contract.sandbox.Fault;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What goes wrong with the next request of a step. */
enum JobFault {
    REFUSED(JobScene::refuseNextConnection),
    RESET_AT_START(JobScene::resetNextConnection),
    // The service handles these requests; their responses break.
    RESET_AFTER_REQUEST(broken(Fault.DISCONNECT_AFTER_REQUEST)),
    EMPTY_RESPONSE(broken(Fault.EMPTY_RESPONSE)),
    CUT_IN_HEADERS(broken(Fault.DISCONNECT_IN_HEADERS)),
    CUT_IN_BODY(broken(Fault.DISCONNECT_IN_BODY)),
    GARBAGE(broken(Fault.GARBAGE)),
    STALL(broken(Fault.STALL_BEFORE_RESPONSE)),
    STALL_IN_BODY(broken(Fault.STALL_IN_BODY)),
    LENGTH_TOO_LARGE(changed(response -> response.withHeader("Content-Length", "" + (response.body().length + 9)))),
    LENGTH_TOO_SMALL(changed(response -> response.withHeader("Content-Length", "" + (response.body().length - 9)))),
    WRONG_TYPE(changed(response -> response.withHeader("Content-Type", "text/plain"))),
    HTML_PAGE(changed(response -> StubResponse.html(200, "<html>The page of a proxy.</html>"))),
    NO_JSON(changed(response -> StubResponse.json(200, "{\"request_id\": "))),
    JSON_ARRAY(changed(response -> StubResponse.json(200, "[\"another shape\"]"))),
    JSON_WITHOUT_FIELDS(changed(response -> StubResponse.json(200, "{\"other\":true}"))),
    /** To the same address, so that a client that follows it succeeds, and sends a POST twice. */
    REDIRECT(changed(response -> refusal(307).withHeader("Location", "?again"))),
    // Instead of handling the request.
    S400(400),
    S401(401),
    S403(403),
    S404(404),
    S405(405),
    S406(406),
    S410(410),
    S422(422),
    S429(429),
    S429_WITH_RESET(
            scene -> scene.respond(refusal(429).withHeader(StubResponse.RATE_LIMIT_RESET, JobScene.inSeconds(5)))),
    S500(500),
    S502(502),
    S503(503),
    S504(504);

    private final Consumer<JobScene> injection;

    JobFault(Consumer<JobScene> injection) {
        this.injection = injection;
    }

    JobFault(int status) {
        this(scene -> scene.respond(refusal(status)));
    }

    private static StubResponse refusal(int status) {
        return StubResponse.json(status, "{\"error\":\"As the test says.\"}");
    }

    private static Consumer<JobScene> broken(Fault fault) {
        return changed(response -> response.withFault(fault));
    }

    private static Consumer<JobScene> changed(UnaryOperator<StubResponse> change) {
        return scene -> scene.change(change);
    }

    void inject(JobScene scene) {
        injection.accept(scene);
    }

    /** Whether the client notices it by its timeout. */
    boolean waitsForTheTimeout() {
        return this == STALL || this == STALL_IN_BODY;
    }
}
