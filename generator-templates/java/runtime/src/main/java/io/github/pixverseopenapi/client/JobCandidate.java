package io.github.pixverseopenapi.client;

import io.github.pixverseopenapi.client.model.HistoryEntry;
import io.github.pixverseopenapi.client.model.HistoryState;
import java.util.Optional;

/** A request of the history that may be the one whose response is lost. */
public final class JobCandidate {
    private final String id;
    private final HistoryEntry entry;

    JobCandidate(String id, HistoryEntry entry) {
        this.id = id;
        this.entry = entry;
    }

    /**
     * The id of the request, which {@link PixverseClient#job(JobCandidate)} uses.
     *
     * @return the id
     */
    public String id() {
        return id;
    }

    /**
     * The state of the request.
     *
     * @return the state, or empty if the history does not say
     */
    public Optional<HistoryState> status() {
        return entry.modelStatus();
    }

    /**
     * What the request costs.
     *
     * @return US dollars, or empty if the history does not say
     */
    public Optional<Double> costUsd() {
        return entry.creditsDeduction();
    }

    /**
     * Where the video is.
     *
     * @return the URL, or empty if there is none yet
     */
    public Optional<String> address() {
        return entry.generationUrl();
    }

    /**
     * All that the history says.
     *
     * @return the row
     */
    public HistoryEntry entry() {
        return entry;
    }

    /** What the history says, as JSON. */
    @Override
    public String toString() {
        return "JobCandidate" + entry;
    }
}
