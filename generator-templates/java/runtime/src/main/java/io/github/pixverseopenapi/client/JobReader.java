package io.github.pixverseopenapi.client;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.client.model.Credits;
import io.github.pixverseopenapi.client.model.HistoryEntry;
import io.github.pixverseopenapi.client.model.HistoryPage;
import io.github.pixverseopenapi.client.model.HistoryState;
import io.github.pixverseopenapi.client.model.JobResult;
import io.github.pixverseopenapi.client.model.JobState;
import io.github.pixverseopenapi.client.model.JobStatus;
import java.time.Duration;
import java.time.LocalDate;
import java.util.function.Supplier;

/** Reads what the service knows of jobs. Each method makes one attempt at what it reads. */
final class JobReader {
    static final int ROWS_IN_A_PAGE = 100;

    private static final int NOT_FOUND = 404;

    private final FreeCalls calls;
    private final PixverseApi api;

    JobReader(FreeCalls calls, PixverseApi api) {
        this.calls = calls;
        this.api = api;
    }

    /** The same for a caller on a thread of the client, who can cancel its requests. */
    JobReader cancelledBy(RunningCall running) {
        return new JobReader(calls.cancelledBy(running), api);
    }

    /**
     * The status of a job, from the history if its record has expired.
     *
     * @param timeout of each request
     */
    JobStatus status(String id, Supplier<Duration> timeout) {
        try {
            return calls.get(
                    Operation.GET_JOB_STATUS,
                    api.getJobStatus(id),
                    timeout.get(),
                    Billing.UNKNOWN,
                    JobStatus::fromJson);
        } catch (NotFoundException expired) {
            return JobStatus.fromJson(fromHistory(id, timeout.get(), Billing.UNKNOWN, expired));
        }
    }

    /**
     * The result of a job, from the history if its record has expired.
     *
     * @param timeout of each request
     * @param billing {@link Billing#BILLED} once the job is known to be completed
     */
    JobResult result(String id, Supplier<Duration> timeout, Billing billing) {
        try {
            return calls.get(
                    Operation.GET_JOB_RESULT, api.getJobResult(id), timeout.get(), billing, JobResult::fromJson);
        } catch (NotFoundException expired) {
            return JobResult.fromJson(fromHistory(id, timeout.get(), billing, expired));
        }
    }

    /** The requests of a model, the newest first. */
    HistoryPage history(String modelName, LocalDate from, LocalDate to, int page, Duration timeout) {
        return calls.get(
                Operation.LIST_REQUEST_HISTORY,
                api.listRequestHistory(
                        page, ROWS_IN_A_PAGE, from.toString(), to.toString(), modelName, null, null, null),
                timeout,
                Billing.UNKNOWN,
                HistoryPage::fromJson);
    }

    Credits credits(Duration timeout) {
        return calls.get(Operation.GET_CREDITS, api.getCredits(), timeout, Billing.NOT_BILLED, Credits::fromJson);
    }

    /** The row of a job, as the JSON of its result, which has the properties of a status too. */
    private String fromHistory(String id, Duration timeout, Billing billing, NotFoundException expired) {
        try {
            return asResult(calls.get(
                    Operation.GET_REQUEST_HISTORY,
                    api.getRequestHistory(id),
                    timeout,
                    billing,
                    HistoryEntry::fromJson));
        } catch (NotFoundException gone) {
            gone.addSuppressed(expired);
            throw new NotFoundException(Failure.refused(
                    Operation.GET_REQUEST_HISTORY,
                    NOT_FOUND,
                    billing,
                    "neither the jobs nor the history of the account have job " + id,
                    gone));
        }
    }

    private static String asResult(HistoryEntry entry) {
        JsonObject metrics = new JsonObject();
        entry.creditsDeduction().ifPresent(cost -> metrics.addProperty("cost", cost));
        JsonObject result = new JsonObject();
        entry.requestId().ifPresent(id -> result.addProperty("request_id", id));
        entry.modelStatus()
                .ifPresent(
                        state -> result.addProperty("status", asJobState(state).value()));
        entry.generationUrl().ifPresent(url -> result.addProperty("output", url));
        entry.error().ifPresent(error -> result.addProperty("error", error));
        result.add("metrics", metrics);
        return result.toString();
    }

    private static JobState asJobState(HistoryState state) {
        switch (state) {
            case COMPLETED:
                return JobState.COMPLETED;
            case FAILED:
                return JobState.FAILED;
            default:
                return JobState.PROCESSING;
        }
    }
}
