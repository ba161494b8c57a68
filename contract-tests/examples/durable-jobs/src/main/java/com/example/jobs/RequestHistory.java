package com.example.jobs;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.model.HistoryEntry;
import io.github.pixverseopenapi.client.model.HistoryPage;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.Set;
import okhttp3.ResponseBody;
import retrofit2.Response;

/**
 * Searches the account's history for a request, once. {@code PixverseClient.lookUp} does the same, but waits on its thread
 * for a request that appears late; here the engine runs the step again, and the thread is free meanwhile.
 */
final class RequestHistory {
    private static final String MODEL = "pixverse-text2video";
    private static final int ROWS_IN_A_PAGE = 100;
    /** How far the clocks of the database and of the service may differ. */
    private static final Duration TOLERANCE = Duration.ofMinutes(10);

    private final PixverseClient pixverse;

    RequestHistory(PixverseClient pixverse) {
        this.pixverse = pixverse;
    }

    /** The ids of the requests with the same fields since this time. A new request may appear with a delay. */
    Set<String> search(TextToVideoRequest request, Instant submittedAt) throws IOException {
        JsonObject sent = JsonParser.parseString(request.toJson()).getAsJsonObject();
        Instant from = submittedAt.minus(TOLERANCE);
        Set<String> ids = new LinkedHashSet<>();
        for (int number = 1; ; number++) {
            HistoryPage page = page(number, from);
            for (HistoryEntry entry : page.data()) {
                if (!isBefore(entry, from) && hasFields(entry, sent)) {
                    entry.requestId().ifPresent(ids::add);
                }
            }
            if (page.data().size() < ROWS_IN_A_PAGE) {
                return ids;
            }
        }
    }

    private HistoryPage page(int number, Instant from) throws IOException {
        String firstDay = from.atOffset(ZoneOffset.UTC).toLocalDate().toString();
        Response<ResponseBody> response = pixverse.api()
                .listRequestHistory(number, ROWS_IN_A_PAGE, firstDay, null, MODEL, null, null, null)
                .execute();
        try (ResponseBody body = response.isSuccessful() ? response.body() : response.errorBody()) {
            if (!response.isSuccessful()) {
                throw new IOException("The history must respond with 200, but responded with " + response.code());
            }
            return HistoryPage.fromJson(body.string());
        }
    }

    /** Compares the text, because the format of the fraction and of the zone is not known. */
    private static boolean isBefore(HistoryEntry entry, Instant from) {
        return entry.modelCreated()
                .map(created -> created.replace(' ', 'T').compareTo(from.toString()) < 0)
                .orElse(false);
    }

    /** The service may keep more fields than were sent, such as defaults. */
    private static boolean hasFields(HistoryEntry entry, JsonObject sent) {
        return entry.requestBody()
                .map(body -> JsonParser.parseString(body).getAsJsonObject())
                .filter(kept -> sent.entrySet().stream()
                        .allMatch(field -> field.getValue().equals(kept.get(field.getKey()))))
                .isPresent();
    }
}
