package com.example.batch;

import io.github.pixverseopenapi.client.BatchReport;
import io.github.pixverseopenapi.client.BatchState;
import io.github.pixverseopenapi.client.PixverseBatch;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a video of each line of a file. Run it again after a crash: the journal in the folder knows what is paid. */
public final class Batch {
    private Batch() {}

    /**
     * @param arguments a file with lines like {@code boat = A paper boat}, the folder to save in, what all runs
     *     together may cost in US dollars, and the keys to send again that the last run called UNCLEAR
     */
    public static void main(String[] arguments) throws IOException {
        Map<String, PixverseRequest> requests = read(Path.of(arguments[0]));
        List<String> resend = List.of(arguments).subList(3, arguments.length);
        PixverseClient.Builder options = PixverseClient.builder().apiKey(System.getenv("SEGMIND_API_KEY"));
        Optional.ofNullable(System.getenv("PIXVERSE_BASE_URL")).ifPresent(options::baseUrl);
        BatchReport report;
        try (PixverseClient pixverse = options.build()) {
            report = run(pixverse, requests, Path.of(arguments[1]), new BigDecimal(arguments[2]), resend);
        }
        report.entries().values().stream()
                .filter(entry -> entry.state() != BatchState.SAVED)
                .forEach(System.out::println);
        System.out.println(report);
        System.exit(report.isComplete() ? 0 : 1);
    }

    static BatchReport run(
            PixverseClient pixverse,
            Map<String, PixverseRequest> requests,
            Path folder,
            BigDecimal budgetUsd,
            List<String> resend) {
        PixverseBatch batch = PixverseBatch.builder(pixverse, folder)
                .budgetUsd(budgetUsd)
                .listener((entry, settled, total) -> System.out.println(entry + ", " + settled + " of " + total))
                .build();
        resend.forEach(batch::resend);
        return batch.run(requests);
    }

    static Map<String, PixverseRequest> read(Path file) throws IOException {
        Map<String, PixverseRequest> requests = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] keyAndPrompt = line.split("=", 2);
            if (keyAndPrompt.length < 2) {
                throw new IllegalArgumentException("line must be KEY = PROMPT, but was " + line);
            }
            String key = keyAndPrompt[0].strip();
            TextToVideoRequest request =
                    TextToVideoRequest.builder().prompt(keyAndPrompt[1].strip()).build();
            if (requests.put(key, request) != null) {
                throw new IllegalArgumentException("key must be in one line, but was in two: " + key);
            }
        }
        return requests;
    }
}
