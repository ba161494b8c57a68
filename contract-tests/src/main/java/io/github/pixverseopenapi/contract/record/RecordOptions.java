package io.github.pixverseopenapi.contract.record;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.Message;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;

/**
 * The options of a recording session.
 *
 * @param sandbox whether to record a sandbox instead of the service; excludes a base URL and a budget
 * @param baseUrl the base URL; the live service by default
 * @param budget the maximum cost of all calls in US dollars
 * @param operationIds the operations to call; all when empty
 * @param scenarios the scenarios; all possible ones when empty
 * @param imageUrl the URL of an image for operations that need one
 * @param videoUrl the URL of a video for operations that need one
 * @param recordings the folder for the recordings
 * @param videos the folder for the videos
 * @param dryRun whether to print the plan only
 */
public record RecordOptions(
        boolean sandbox,
        Optional<String> baseUrl,
        Optional<BigDecimal> budget,
        List<String> operationIds,
        Set<Scenario> scenarios,
        Optional<String> imageUrl,
        Optional<String> videoUrl,
        Path recordings,
        Path videos,
        boolean dryRun) {

    /**
     * Validates the options that do not depend on the document.
     *
     * @throws IllegalArgumentException when an option is invalid; the message names it
     */
    public RecordOptions {
        require(!sandbox || baseUrl.isEmpty(), "--sandbox must not be combined with --base-url");
        require(!sandbox || budget.isEmpty(), "--sandbox must not be combined with --budget");
        // A text that is not a URL may also contain a password, so the message omits it.
        require(
                baseUrl.filter(url -> url.contains("@")).isEmpty(),
                Message.of("--base-url", "a URL without user name and password", "one with them (value redacted)"));
        baseUrl.ifPresent(url -> require(
                Optional.ofNullable(HttpUrl.parse(url))
                        .filter(RecordOptions::isRoot)
                        .isPresent(),
                Message.of("--base-url", "the root of a server, such as https://host or http://127.0.0.1:8089", url)));
        requireWithoutSecret("--image-url", imageUrl);
        requireWithoutSecret("--video-url", videoUrl);
        require(
                !RealPath.of(videos).isWithin(RealPath.of(recordings)),
                Message.of("--videos", "outside --recordings, because recordings are committed", "within"));
        operationIds = List.copyOf(operationIds);
        scenarios = scenarios.isEmpty() ? possible(sandbox) : EnumSet.copyOf(scenarios);
    }

    HttpUrl url(ApiDocument document) {
        return HttpUrl.get(baseUrl.orElseGet(document::server));
    }

    private static boolean isRoot(HttpUrl url) {
        return url.equals(url.resolve("/"));
    }

    /** Recordings contain requests unchanged and are public. */
    private static void requireWithoutSecret(String option, Optional<String> value) {
        Optional<HttpUrl> url = value.map(HttpUrl::parse);
        require(
                value.isEmpty() || url.isPresent(),
                Message.of(option, "an http or https URL", "another text (value redacted)"));
        require(
                url.isEmpty()
                        || url.get().query() == null
                                && url.get().username().isEmpty()
                                && url.get().password().isEmpty(),
                Message.of(
                        option,
                        "a URL without query and user name, because it is recorded",
                        "one with them (value redacted)"));
    }

    private static Set<Scenario> possible(boolean sandbox) {
        Set<Scenario> scenarios = EnumSet.noneOf(Scenario.class);
        Arrays.stream(Scenario.values())
                .filter(scenario -> sandbox || scenario.isPossibleLive())
                .forEach(scenarios::add);
        return scenarios;
    }

    private static void require(boolean allowed, String message) {
        if (!allowed) {
            throw new IllegalArgumentException(message);
        }
    }
}
