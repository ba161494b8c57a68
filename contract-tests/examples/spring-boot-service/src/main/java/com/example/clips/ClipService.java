package com.example.clips;

import io.github.pixverseopenapi.client.Billing;
import io.github.pixverseopenapi.client.JobCandidate;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/** Sends the request of a clip at most once, and finds its job again after a crash. */
@Service
class ClipService {
    private static final Logger LOG = LoggerFactory.getLogger(ClipService.class);

    private final PixverseClient pixverse;
    private final ClipStore store;

    ClipService(PixverseClient pixverse, ClipStore store) {
        this.pixverse = pixverse;
        this.store = store;
    }

    /**
     * Submits a clip unless its id exists. Stores the intent first, so that a crash at any moment leaves a trace.
     *
     * @return the clip; {@link Clip.State#UNCLEAR} if the request may have been sent
     * @throws PixverseException if it was not sent or is not billed; the clip is not stored then
     */
    Clip submit(String id, TextToVideoRequest request) {
        if (store.add(id, request)) {
            try {
                store.recordJob(id, pixverse.submit(request).id());
            } catch (PixverseException e) {
                if (e.billing() == Billing.NOT_SENT || e.billing() == Billing.NOT_BILLED) {
                    store.remove(id);
                    throw e;
                }
                LOG.warn("Clip {} is looked up: {}", id, e.getMessage());
                store.markUnclear(id);
            }
        }
        return store.find(id).orElseThrow();
    }

    /** Searches the history of the account for the jobs of unclear clips. Free, and repeated until they are found. */
    @Scheduled(fixedDelayString = "${clips.look-up-interval}")
    void lookUpUnclear() {
        for (Clip clip : store.unclear()) {
            List<JobCandidate> found = pixverse.lookUp(clip.request(), clip.sentAt()).stream()
                    .filter(candidate -> !store.isOwned(candidate.id()))
                    .toList();
            // A row without its request, or a second clip with an equal one, leaves open whose job it is.
            boolean isCertain =
                    found.size() == 1 && found.get(0).entry().requestBody().isPresent() && !store.hasTwin(clip);
            if (isCertain) {
                store.recordJob(clip.id(), found.get(0).id());
            } else {
                LOG.warn("Clip {} stays unclear: the history has {} such requests", clip.id(), found.size());
            }
        }
    }
}
