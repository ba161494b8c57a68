package io.github.pixverseopenapi.client;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One key of a batch. Its state follows from the events of the journal alone, so that it is the same after a restart.
 */
final class BatchItem {
    final String key;
    final PixverseRequest request;
    final Operation operation;
    final Path target;
    final JsonObject json;

    private BatchEvent.@Nullable Kind last;
    private long sentAt;
    private @Nullable String jobId;
    private BigDecimal costUsd = BigDecimal.ZERO;
    private @Nullable String reason;
    private @Nullable PixverseException failure;
    private boolean unclear;
    private List<JobCandidate> candidates = Collections.emptyList();

    BatchItem(String key, PixverseRequest request, Operation operation, Path target) {
        this.key = key;
        this.request = request;
        this.operation = operation;
        this.target = target;
        this.json = JsonParser.parseString(request.toJson()).getAsJsonObject();
    }

    /** What a request of this operation costs at most: the highest price of any operation where none is published. */
    BigDecimal upperPriceUsd() {
        Optional<BigDecimal> published = operation.highestPriceUsd();
        if (published.isPresent()) {
            return published.get();
        }
        BigDecimal highest = BigDecimal.ZERO;
        for (Operation other : Operation.values()) {
            highest = highest.max(other.highestPriceUsd().orElse(BigDecimal.ZERO));
        }
        return highest;
    }

    /** @throws IllegalArgumentException if the event is of another request */
    synchronized void apply(BatchEvent event, @Nullable PixverseException why) {
        if (event.kind == BatchEvent.Kind.SENDING
                && !(operation.id().equals(event.operation()) && json.equals(event.request()))) {
            throw new IllegalArgumentException("key " + key + " must have the request that the journal has, "
                    + event.operation() + " " + event.request() + ", but has " + operation.id() + " " + json
                    + ". Restore that request, or give the new one another key");
        }
        last = event.kind;
        reason = event.reason();
        failure = why;
        unclear = false;
        candidates = Collections.emptyList();
        switch (event.kind) {
            case SENDING:
                jobId = null;
                sentAt = event.at();
                costUsd = Objects.requireNonNull(event.usd());
                break;
            case SUBMITTED:
                jobId = event.id();
                break;
            case SAVED:
                costUsd = event.usd() == null ? costUsd : event.usd();
                break;
            default:
                costUsd = BigDecimal.ZERO;
        }
    }

    /** Keeps why the last step failed; its event stays. */
    synchronized void fail(PixverseException exception) {
        failure = exception;
        reason = exception.getMessage();
    }

    /** Keeps why the item is not continued. */
    synchronized void fail(String why) {
        reason = why;
    }

    /** The history does not say whether the request was received. */
    synchronized void unclear(String why, List<JobCandidate> found) {
        unclear = true;
        reason = why;
        candidates = found;
    }

    /** A saved video whose file is gone is downloaded again, which costs nothing. */
    synchronized void forgetFile() {
        last = BatchEvent.Kind.SUBMITTED;
    }

    synchronized BatchState state() {
        if (last == null) {
            return BatchState.WAITING;
        }
        switch (last) {
            case SENDING:
                return unclear ? BatchState.UNCLEAR : BatchState.SUBMITTED;
            case SUBMITTED:
                return BatchState.SUBMITTED;
            case SAVED:
                return BatchState.SAVED;
            case FAILED:
                return BatchState.FAILED;
            default:
                return BatchState.WAITING;
        }
    }

    /** Whether the request may have been sent, and no job of it is known. */
    synchronized boolean isUnresolved() {
        return last == BatchEvent.Kind.SENDING;
    }

    boolean hasSameRequest(BatchItem other) {
        return operation == other.operation && json.equals(other.json);
    }

    synchronized LostRequest lostRequest() {
        return new LostRequest(operation, json.toString(), sentAt);
    }

    synchronized @Nullable String jobId() {
        return jobId;
    }

    synchronized BigDecimal costUsd() {
        return costUsd;
    }

    synchronized @Nullable String reason() {
        return reason;
    }

    synchronized @Nullable PixverseException failure() {
        return failure;
    }

    synchronized List<JobCandidate> candidates() {
        return candidates;
    }
}
