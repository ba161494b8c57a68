package io.github.pixverseopenapi.contract.record;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;

/**
 * What to record.
 *
 * @param sandbox whether a sandbox stands in for the service; it excludes a base URL and a budget
 * @param baseUrl the server's root; the live service's when there is none
 * @param budget the most that the calls may cost, in US dollars
 * @param operationIds what to call; all when empty
 * @param situations in which situations; when empty, in all that can be brought about
 * @param imageUrl an image that the service can fetch, for operations that need one
 * @param videoUrl a video that the service can fetch, for operations that need one
 * @param recordings the folder for the recordings
 * @param videos the folder for the videos
 * @param dryRun whether to tell the plan only
 */
public record RecordOptions(
        boolean sandbox,
        Optional<String> baseUrl,
        Optional<BigDecimal> budget,
        List<String> operationIds,
        Set<Scenario> situations,
        Optional<String> imageUrl,
        Optional<String> videoUrl,
        Path recordings,
        Path videos,
        boolean dryRun) {

    /**
     * Checks what can be checked without the document.
     *
     * @throws IllegalArgumentException when something is not allowed; the message names it
     */
    public RecordOptions {
        require(!sandbox || baseUrl.isEmpty(), "--sandbox and --base-url exclude each other");
        require(!sandbox || budget.isEmpty(), "--sandbox costs nothing; --budget is for a real endpoint");
        // A text that is not a URL may hold a password too, so it stays out of the message.
        require(
                baseUrl.filter(url -> url.contains("@")).isEmpty(),
                "--base-url must hold no user name or password, but did (not shown here)");
        baseUrl.ifPresent(url -> require(
                Optional.ofNullable(HttpUrl.parse(url))
                        .filter(RecordOptions::isRoot)
                        .isPresent(),
                "--base-url is " + url
                        + "; allowed is the root of a server, such as https://host or http://127.0.0.1:8089"));
        requireWithoutSecret("--image-url", imageUrl);
        requireWithoutSecret("--video-url", videoUrl);
        require(
                !RealPath.of(videos).isWithin(RealPath.of(recordings)),
                "--videos is within --recordings; allowed is any other folder, because recordings are committed");
        operationIds = List.copyOf(operationIds);
        situations = situations.isEmpty() ? possible(sandbox) : EnumSet.copyOf(situations);
    }

    HttpUrl url(ApiDocument document) {
        return HttpUrl.get(baseUrl.orElseGet(() -> Origin.server(document)));
    }

    private static boolean isRoot(HttpUrl url) {
        return url.equals(url.resolve("/"));
    }

    /** A request is recorded as it was sent, and everybody may read it. */
    private static void requireWithoutSecret(String option, Optional<String> address) {
        Optional<HttpUrl> url = address.map(HttpUrl::parse);
        require(address.isEmpty() || url.isPresent(), option + " is no http or https address");
        require(
                url.isEmpty()
                        || url.get().query() == null
                                && url.get().username().isEmpty()
                                && url.get().password().isEmpty(),
                option + " holds a query or a user name (not shown here); allowed is an address without, because it"
                        + " is recorded");
    }

    private static Set<Scenario> possible(boolean sandbox) {
        Set<Scenario> situations = EnumSet.noneOf(Scenario.class);
        Arrays.stream(Scenario.values())
                .filter(situation -> sandbox || situation.isPossibleLive())
                .forEach(situations::add);
        return situations;
    }

    private static void require(boolean allowed, String message) {
        if (!allowed) {
            throw new IllegalArgumentException(message);
        }
    }
}
