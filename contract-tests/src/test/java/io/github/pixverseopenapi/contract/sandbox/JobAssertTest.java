package io.github.pixverseopenapi.contract.sandbox;

import static io.github.pixverseopenapi.contract.sandbox.PixverseAssertions.assertThat;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.get;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.request;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.send;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.submit;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SandboxExtension.class)
@Tag("pit-sandbox")
class JobAssertTest {

    @Test
    void job_completedAndRead_passes(Sandbox sandbox) {
        String id = submit(sandbox);
        assertThat(sandbox).hasJobs(1).job(id).isCompleted().wasNotFetched().wasNotDownloaded();
        get(sandbox, "/v2/requests/" + id);
        get(sandbox, "/files/" + id + ".mp4");

        assertThat(sandbox)
                .job(id)
                .hasState(SandboxJobState.COMPLETED)
                .wasSubmittedBy("submitTextToVideo")
                .wasFetched()
                .wasDownloaded();
    }

    @Test
    void job_failed_passes(Sandbox sandbox) {
        sandbox.failNextJob("no");

        assertThat(sandbox).job(submit(sandbox)).isFailed();
    }

    @Test
    void job_conditionThatDoesNotHold_failsNamingTheJob(Sandbox sandbox) {
        String id = submit(sandbox);
        String job = "Expecting the job " + id + " submitTextToVideo COMPLETED to ";

        assertFails(() -> assertThat(sandbox).job(id).isFailed(), job + "be FAILED.");
        assertFails(() -> assertThat(sandbox).job(id).hasState(SandboxJobState.QUEUED), job + "be QUEUED.");
        assertFails(
                () -> assertThat(sandbox).job(id).wasSubmittedBy("submitV6Video"),
                job + "be submitted by submitV6Video.");
        assertFails(() -> assertThat(sandbox).job(id).wasFetched(), job + "have a result that was fetched.");
        assertFails(() -> assertThat(sandbox).job(id).wasDownloaded(), job + "have a video that was downloaded.");
        get(sandbox, "/v2/requests/" + id);
        get(sandbox, "/files/" + id + ".mp4");
        assertFails(() -> assertThat(sandbox).job(id).wasNotFetched(), job + "have a result that was not fetched.");
        assertFails(
                () -> assertThat(sandbox).job(id).wasNotDownloaded(), job + "have a video that was not downloaded.");
        sandbox.failNextJob("no");
        String failed = submit(sandbox);
        assertFails(
                () -> assertThat(sandbox).job(failed).isCompleted(),
                "Expecting the job " + failed + " submitTextToVideo FAILED to be COMPLETED.");
    }

    @Test
    void job_unknownOrOfAnotherNumber_failsNamingTheJobs(Sandbox sandbox) {
        String id = submit(sandbox);
        String jobs = "but its jobs were [" + id + " submitTextToVideo COMPLETED].";

        assertFails(() -> assertThat(sandbox).job("other"), "Expecting the sandbox to have a job other, " + jobs);
        assertFails(() -> assertThat(sandbox).hasJobs(2), "Expecting the sandbox to have 2 jobs, " + jobs);
    }

    @Test
    void job_description_isKept(Sandbox sandbox) {
        String id = submit(sandbox);

        assertThatThrownBy(() -> assertThat(sandbox).as("the shop").job(id).isFailed())
                .hasMessageStartingWith("[the shop] Expecting the job ");
        assertThatThrownBy(() -> assertThat(sandbox)
                        .overridingErrorMessage("Own words")
                        .job(id)
                        .isFailed())
                .hasMessage("Own words");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(sandbox).job(id).hasState(null))
                .withMessage("state must be present, but was null");
    }

    @Test
    void keyForAFile_sent_failsNamingTheRequest(Sandbox sandbox) {
        String file = "/files/" + submit(sandbox) + ".mp4";
        send(request(sandbox, file));
        assertThat(sandbox).neverReceivedAKeyForAFile();

        send(request(sandbox, file).header("x-api-key", "another"));

        assertThatThrownBy(() -> assertThat(sandbox).neverReceivedAKeyForAFile())
                .hasMessageStartingWith("Expecting the sandbox to have received no request for a file with an API key.")
                .hasMessageContaining("  * 3. GET " + file + " 200");
    }

    private static void assertFails(ThrowingCallable assertion, String message) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessage(message);
    }
}
