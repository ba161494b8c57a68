package com.example.firstcall;

import io.github.pixverseopenapi.client.Billing;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.VideoJob;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/** Saves the video of a blocking call and that of a job. Each run is billed for two videos. */
public final class FirstCall {
    private FirstCall() {}

    /** @param arguments the folder to save in */
    public static void main(String[] arguments) {
        PixverseClient.Builder options = PixverseClient.builder().apiKey(System.getenv("SEGMIND_API_KEY"));
        Optional.ofNullable(System.getenv("PIXVERSE_BASE_URL")).ifPresent(options::baseUrl);
        boolean saved;
        try (PixverseClient pixverse = options.build()) {
            saved = run(pixverse, Path.of(arguments[0]), System.out);
        }
        System.exit(saved ? 0 : 1);
    }

    static boolean run(PixverseClient pixverse, Path folder, PrintStream out) {
        VideoJob job;
        try {
            // Holds a connection until the video is there.
            pixverse.textToVideo(request("A paper boat on a rainy street"), folder.resolve("call.mp4"));
            // Returns as soon as the job is queued.
            job = pixverse.submit(request("A red kite over a beach"));
        } catch (PixverseException e) {
            out.println(explain(e));
            if (e.billing() == Billing.UNKNOWN || e.billing() == Billing.BILLED) {
                pixverse.lookUp(e).forEach(found -> out.println("In the account's history: " + found));
            }
            return false;
        }
        // Nothing is paid from here on. Store the id: pixverse.job(id) continues in any process.
        out.println("Job " + job.id());
        try (Video video = job.await()) {
            video.saveTo(folder.resolve("job.mp4"));
            return true;
        } catch (PixverseException e) {
            out.println(explain(e));
            return false;
        }
    }

    private static TextToVideoRequest request(String prompt) {
        return TextToVideoRequest.builder().prompt(prompt).build();
    }

    private static String explain(PixverseException e) {
        return e.getMessage()
                + System.lineSeparator()
                + switch (e.billing()) {
                    case NOT_SENT -> "Not sent, costs nothing. Correct it and run again.";
                    case NOT_BILLED -> "Not billed, as far as known. Run again once the cause is gone.";
                    case UNKNOWN -> "May be billed. Check the history or the job before you run again.";
                    case BILLED -> "Billed. Fetch this video instead of running again.";
                };
    }
}
