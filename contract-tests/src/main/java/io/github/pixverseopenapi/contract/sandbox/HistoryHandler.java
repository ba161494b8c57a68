package io.github.pixverseopenapi.contract.sandbox;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Returns earlier calls and jobs, one row each, as far as they were valid. */
final class HistoryHandler {

    private final GenerationStore store;
    private final SandboxUrls urls;

    HistoryHandler(GenerationStore store, SandboxUrls urls) {
        this.store = store;
        this.urls = urls;
    }

    StubResponse list(ValidRequest request) throws RejectedRequestException {
        HistoryQuery query = HistoryQuery.of(request);
        List<Generation> found = query.select(store.history(request.time()));
        JsonArray rows = new JsonArray();
        query.page(found).forEach(generation -> rows.add(row(generation, request)));
        JsonObject body = new JsonObject();
        body.add("data", rows);
        body.addProperty(HistoryQuery.PAGE, query.page());
        body.addProperty(HistoryQuery.PER_PAGE, query.perPage());
        body.addProperty("total", found.size());
        return StubResponse.json(200, body.toString());
    }

    StubResponse get(ValidRequest request) throws RejectedRequestException {
        String id = request.parameter(SandboxUrls.REQUEST_ID).orElseThrow();
        Generation generation = store.inHistory(id, request.time())
                .orElseThrow(() -> new RejectedRequestException(ErrorResponses.unknownRequest(id)));
        return StubResponse.json(200, row(generation, request).toString());
    }

    private JsonObject row(Generation generation, ValidRequest request) {
        Instant now = request.time();
        RowState state = RowState.of(generation.state(now));
        JsonObject row = new JsonObject();
        row.addProperty(SandboxUrls.REQUEST_ID, generation.id());
        row.addProperty("model_name", generation.modelName());
        row.addProperty("model_status", state.name());
        row.addProperty("model_created", generation.submitted().toString());
        row.addProperty("credits_deduction", deduction(generation));
        row.add("request_body", generation.requestBody().deepCopy());
        if (state != RowState.PENDING) {
            row.addProperty("latency_ms", generation.totalTime().toMillis());
        }
        if (state == RowState.COMPLETED) {
            row.addProperty("generation_url", urls.video(request.request(), generation.id()));
        } else if (state == RowState.FAILED) {
            generation.error().ifPresent(error -> row.addProperty(ApiDocument.ERROR, error));
        }
        return row;
    }

    /** The cost, or 0 as long as it is not charged. */
    static BigDecimal deduction(Generation generation) {
        return generation.remainingCredits().isPresent() ? generation.plan().cost() : BigDecimal.ZERO;
    }
}
