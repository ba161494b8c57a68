package io.github.pixverseopenapi.client;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.client.model.HistoryEntry;
import io.github.pixverseopenapi.client.model.HistoryPage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Searches the history for a request whose response is lost. Never guesses: what cannot be told apart stays apart. */
final class HistoryLookup {
    /** How far the clocks of this machine and of the service may differ, and how long a request may be on its way. */
    private static final Duration TOLERANCE = Duration.ofMinutes(10);

    private static final Operation OPERATION = Operation.LIST_REQUEST_HISTORY;
    private static final int MAX_PAGES = 50;

    private final JobRunner jobs;

    HistoryLookup(JobRunner jobs) {
        this.jobs = jobs;
    }

    List<JobCandidate> candidates(@Nullable PixverseException exception) {
        LostRequest sent = exception == null ? null : exception.request();
        if (exception == null || sent == null) {
            throw new IllegalArgumentException(
                    "exception must be of a paid call that may have made a video (UNKNOWN or BILLED), but was "
                            + (exception == null ? "null" : exception.billing()));
        }
        return candidates(sent, exception.requestId().orElse(null), candidate -> true);
    }

    /** @param filter drops candidates that are known to be of other requests */
    List<JobCandidate> candidates(LostRequest sent, @Nullable String requestId, Predicate<JobCandidate> filter) {
        PollSchedule schedule = new PollSchedule(jobs.random);
        long startedAt = jobs.ticker.nanos();
        while (true) {
            List<JobCandidate> found = jobs.retrying(OPERATION, () -> search(sent, requestId, jobs.timeout())).stream()
                    .filter(filter)
                    .collect(Collectors.toList());
            Duration elapsed = Duration.ofNanos(jobs.ticker.nanos() - startedAt);
            if (!found.isEmpty() || elapsed.compareTo(JobPoller.HISTORY_DELAY) >= 0) {
                return Collections.unmodifiableList(found);
            }
            jobs.sleep(OPERATION, schedule.next(), Billing.UNKNOWN);
        }
    }

    private List<JobCandidate> search(LostRequest sent, @Nullable String requestId, Duration timeout) {
        Instant first = Instant.ofEpochMilli(sent.sentAtMillis).minus(TOLERANCE);
        Instant last = Instant.ofEpochMilli(sent.sentAtMillis).plus(TOLERANCE);
        // Whether the days of the history are in UTC is not known.
        LocalDate from = first.atOffset(ZoneOffset.UTC).toLocalDate().minusDays(1);
        LocalDate to = last.atOffset(ZoneOffset.UTC).toLocalDate().plusDays(1);
        Map<String, JobCandidate> found = new LinkedHashMap<>();
        for (int page = 1; page <= MAX_PAGES; page++) {
            HistoryPage rows = jobs.reader.history(sent.modelName(), from, to, page, timeout);
            for (HistoryEntry row : rows.data()) {
                String id = row.requestId().orElse(null);
                if (id != null && id.equals(requestId)) {
                    return Collections.singletonList(new JobCandidate(id, row));
                }
                if (id != null && JobId.isValid(id) && mayBe(sent, row, first, last)) {
                    found.putIfAbsent(id, new JobCandidate(id, row));
                }
            }
            if (rows.data().size() < JobReader.ROWS_IN_A_PAGE) {
                break;
            }
        }
        return Collections.unmodifiableList(new ArrayList<>(found.values()));
    }

    /** Whether nothing that the row says tells it from the request. */
    private static boolean mayBe(LostRequest sent, HistoryEntry row, Instant first, Instant last) {
        Instant created = UtcTime.parse(row.modelCreated().orElse(null));
        return (created == null || !(created.isBefore(first) || created.isAfter(last)))
                && row.modelName().map(sent.modelName()::equals).orElse(true)
                && row.requestBody()
                        .map(body -> SameRequest.isKept(object(sent.json), object(body)))
                        .orElse(true);
    }

    private static JsonObject object(String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }
}
