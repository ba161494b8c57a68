package com.example.clips;

import io.github.pixverseopenapi.client.Billing;
import io.github.pixverseopenapi.client.InsufficientCreditsException;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.RateLimitedException;
import io.github.pixverseopenapi.client.model.Quality;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Generates the clips of a shop's product pages: a small application that shows how to test with the sandbox. It does
 * not retry, because the caller knows whether a clip is still needed.
 */
public final class ProductClips {

    /** What became of a clip. */
    public enum Outcome {
        /** The file is there. */
        MADE,
        /** Rejected because of insufficient credits, and not billed. */
        TOP_UP_FIRST,
        /** Rejected because of too many calls at a time, and not billed. */
        TRY_LATER,
        /** It may have been billed, so a person must check the account before it is requested again. */
        CHECK_THE_BILL
    }

    private final PixverseClient pixverse;
    private final Path folder;
    private final Set<String> billsToCheck = ConcurrentHashMap.newKeySet();

    /** @param folder where the clips go */
    public ProductClips(PixverseClient pixverse, Path folder) {
        this.pixverse = pixverse;
        this.folder = folder;
    }

    /**
     * Generates a product's clip, named after its number.
     *
     * @throws PixverseException if it cannot be generated and was not billed, such as with a wrong key
     */
    public Outcome make(String number, String description) {
        if (billsToCheck.contains(number)) {
            return Outcome.CHECK_THE_BILL;
        }
        TextToVideoRequest request = TextToVideoRequest.builder()
                .prompt(description + " on a slowly turning table")
                .quality(Quality.P720)
                .build();
        try {
            pixverse.textToVideo(request, folder.resolve(number + ".mp4"));
            return Outcome.MADE;
        } catch (InsufficientCreditsException e) {
            return Outcome.TOP_UP_FIRST;
        } catch (RateLimitedException e) {
            return Outcome.TRY_LATER;
        } catch (PixverseException e) {
            if (e.billing() == Billing.UNKNOWN || e.billing() == Billing.BILLED) {
                billsToCheck.add(number);
                return Outcome.CHECK_THE_BILL;
            }
            throw e;
        }
    }

    /** A person has checked the account: the clip may be requested again. */
    public void billChecked(String number) {
        billsToCheck.remove(number);
    }
}
