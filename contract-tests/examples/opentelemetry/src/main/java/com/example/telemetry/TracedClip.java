package com.example.telemetry;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.VideoJob;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.nio.file.Path;
import java.util.Map;

/** Makes a clip of a prompt and traces it. */
public final class TracedClip {
    private TracedClip() {}

    /**
     * Reads the API key from SEGMIND_API_KEY, the base URL from PIXVERSE_BASE_URL, and OpenTelemetry's options from
     * OTEL_*.
     *
     * @param arguments the prompt and the file to write
     */
    public static void main(String[] arguments) {
        // Closing it exports what is left.
        try (OpenTelemetrySdk telemetry =
                AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk()) {
            run(telemetry, System.getenv(), arguments[0], Path.of(arguments[1]));
        }
    }

    static void run(OpenTelemetry openTelemetry, Map<String, String> environment, String prompt, Path file) {
        PixverseTelemetry telemetry = new PixverseTelemetry(openTelemetry);
        TextToVideoRequest request = TextToVideoRequest.builder().prompt(prompt).build();
        try (PixverseClient pixverse = PixverseClient.builder()
                .apiKey(environment.get("SEGMIND_API_KEY"))
                .baseUrl(environment.getOrDefault("PIXVERSE_BASE_URL", "https://api.segmind.com"))
                .httpClient(telemetry.httpClient())
                .build()) {
            VideoJob job = telemetry.call("submit clip", () -> pixverse.submit(request));
            try (Video video = telemetry.await("await clip", job)) {
                video.saveTo(file);
            }
        }
    }
}
