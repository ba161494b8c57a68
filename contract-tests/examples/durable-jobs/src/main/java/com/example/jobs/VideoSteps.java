package com.example.jobs;

import io.github.pixverseopenapi.client.Billing;
import io.github.pixverseopenapi.client.JobFailedException;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.Video;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps of a video. The engine runs a step again after a failure and after the death of its worker, so each step
 * first reads in the table how far it came. The paid request is sent only by the worker that has just recorded the intent.
 */
final class VideoSteps {
    private static final Duration MAX_WAIT = Duration.ofMinutes(30);

    /** What follows a step. */
    enum Next {
        SAVE,
        LOOK_UP_AGAIN,
        END
    }

    private final PixverseClient pixverse;
    private final VideoTable videos;
    private final RequestHistory history;
    private final Path folder;
    private final String worker;
    private final boolean resubmitNotFound;
    private final Duration lookUpFor;

    /**
     * @param resubmitNotFound whether a request that the history does not have in time is sent again, and not reported.
     *     Then a worker that was taken for dead, but was only suspended, pays twice.
     * @param lookUpFor how long after the intent a request may still appear in the history
     */
    VideoSteps(
            PixverseClient pixverse,
            VideoTable videos,
            Path folder,
            String worker,
            boolean resubmitNotFound,
            Duration lookUpFor) {
        this.pixverse = pixverse;
        this.videos = videos;
        this.history = new RequestHistory(pixverse);
        this.folder = folder;
        this.worker = worker;
        this.resubmitNotFound = resubmitNotFound;
        this.lookUpFor = lookUpFor;
    }

    /** Sends the request, unless it may have been sent before: then the history decides. */
    Next submit(String key) throws IOException, SQLException {
        VideoTable.Row row = videos.find(key);
        if (row.jobId().isPresent()) {
            return Next.SAVE;
        }
        return row.submittedAt().isPresent() ? lookUp(row) : send(row);
    }

    private Next send(VideoTable.Row row) throws SQLException {
        if (!videos.recordIntent(row, worker)) {
            return Next.LOOK_UP_AGAIN;
        }
        try {
            return recordJob(row.key(), pixverse.submit(row.request()).id());
        } catch (PixverseException e) {
            if (e.billing() == Billing.NOT_SENT || e.billing() == Billing.NOT_BILLED) {
                videos.withdrawIntent(row.key(), worker);
            }
            throw e;
        }
    }

    private Next lookUp(VideoTable.Row row) throws IOException, SQLException {
        List<String> candidates = new ArrayList<>();
        for (String id : history.search(row.request(), row.submittedAt().orElseThrow())) {
            if (!videos.isOwned(id)) {
                candidates.add(id);
            }
        }
        if (candidates.size() == 1) {
            return recordJob(row.key(), candidates.get(0));
        }
        if (candidates.size() > 1) {
            return report(row.key(), "The history has several such requests: " + candidates);
        }
        if (row.age().compareTo(lookUpFor) < 0) {
            return Next.LOOK_UP_AGAIN;
        }
        return resubmitNotFound
                ? send(row)
                : report(
                        row.key(),
                        "The history has no such request after " + row.age().toSeconds() + " s");
    }

    /** Waits for the video and saves it. Both are free and may run again: the file is replaced as a whole. */
    Next save(String key) throws IOException, SQLException {
        try (Video video = pixverse.job(videos.find(key).jobId().orElseThrow()).await(MAX_WAIT)) {
            video.saveTo(folder.resolve(key + ".mp4"));
            videos.recordSaved(key);
            return Next.END;
        } catch (JobFailedException e) {
            return report(key, e.getMessage());
        }
    }

    private Next recordJob(String key, String jobId) throws SQLException {
        if (!videos.recordJob(key, jobId)) {
            videos.recordProblem(key, "Job " + jobId + " is paid too: another worker took this one for dead");
        }
        return Next.SAVE;
    }

    private Next report(String key, String problem) throws SQLException {
        videos.recordProblem(key, problem);
        return Next.END;
    }
}
