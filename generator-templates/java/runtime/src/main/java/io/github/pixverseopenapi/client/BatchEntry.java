package io.github.pixverseopenapi.client;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request of a {@link PixverseBatch} at one moment. Immutable. */
public final class BatchEntry {
    private final String key;
    private final BatchState state;
    private final @Nullable String jobId;
    private final Path target;
    private final BigDecimal costUsd;
    private final @Nullable String reason;
    private final @Nullable PixverseException failure;
    private final List<JobCandidate> candidates;

    BatchEntry(BatchItem item) {
        this.key = item.key;
        this.state = item.state();
        this.jobId = item.jobId();
        this.target = item.target;
        this.costUsd = item.costUsd();
        this.reason = item.reason();
        this.failure = item.failure();
        this.candidates = item.candidates();
    }

    /**
     * The caller's key.
     *
     * @return the key
     */
    public String key() {
        return key;
    }

    /**
     * What has become of the request.
     *
     * @return the state
     */
    public BatchState state() {
        return state;
    }

    /**
     * The id of the job.
     *
     * @return the id, or empty if no job is known
     */
    public Optional<String> jobId() {
        return Optional.ofNullable(jobId);
    }

    /**
     * Where the video is, or will be, saved.
     *
     * @return the file; present once the state is {@link BatchState#SAVED}
     */
    public Path target() {
        return target;
    }

    /**
     * How much of the budget the request takes.
     *
     * @return US dollars: the real cost of a saved video, if the service gave it; the documented upper price of a request
     *     that may be billed; zero of others
     */
    public BigDecimal costUsd() {
        return costUsd;
    }

    /**
     * Why the video is not saved.
     *
     * @return the reason, or empty if there is none
     */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /**
     * The failure behind the reason.
     *
     * @return the failure, or empty if it happened in an earlier run, or if there was none
     */
    public Optional<PixverseException> failure() {
        return Optional.ofNullable(failure);
    }

    /**
     * The jobs of the history of which one may be that of an {@link BatchState#UNCLEAR} request.
     *
     * @return the candidates; empty if the history has none
     */
    public List<JobCandidate> candidates() {
        return candidates;
    }

    /** The key, the state and the reason. */
    @Override
    public String toString() {
        return key + ": " + state + (reason == null ? "" : " (" + reason + ")");
    }
}
