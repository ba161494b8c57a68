package io.github.pixverseopenapi.contract.demo;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/**
 * What the person who starts the demo may set.
 *
 * @param live whether to call, and pay, the real service instead of the sandbox
 * @param apiKey the key for the real service; null when not live
 * @param budgetUsd the most that a live run may cost, in US dollars; null when none was given
 * @param imageUrl the image for the calls that take one
 * @param videoUrl the video for the call that takes one
 * @param output the folder for the videos
 */
record DemoOptions(boolean live, String apiKey, BigDecimal budgetUsd, String imageUrl, String videoUrl, Path output) {

    static final String LIVE = "pixverse.live";
    static final String BUDGET = "pixverse.budget";
    static final String IMAGE_URL = "pixverse.imageUrl";
    static final String VIDEO_URL = "pixverse.videoUrl";
    static final String OUTPUT = "pixverse.demo.output";
    static final String KEY_VARIABLE = "SEGMIND_API_KEY";

    /** The sandbox fetches nothing, so any address will do. */
    private static final String SANDBOX_IMAGE = "https://example.com/lighthouse.png";

    private static final String SANDBOX_VIDEO = "https://example.com/train.mp4";

    /**
     * Reads the options.
     *
     * @throws DemoException if one is missing or not allowed
     */
    static DemoOptions read(Function<String, String> properties, Map<String, String> environment) {
        boolean live = flag(properties.apply(LIVE));
        return new DemoOptions(
                live,
                live ? required(environment.get(KEY_VARIABLE), "the environment variable " + KEY_VARIABLE) : null,
                budget(properties.apply(BUDGET)),
                live ? required(properties.apply(IMAGE_URL), "-D" + IMAGE_URL + "=URL") : SANDBOX_IMAGE,
                live ? required(properties.apply(VIDEO_URL), "-D" + VIDEO_URL + "=URL") : SANDBOX_VIDEO,
                folder(properties.apply(OUTPUT)));
    }

    private static boolean flag(String value) {
        if (value == null || value.equals("false")) {
            return false;
        }
        if (value.isEmpty() || value.equals("true")) {
            return true;
        }
        throw new DemoException(LIVE + ": " + value + " is not allowed; must be true or false");
    }

    private static String required(String value, String name) {
        if (value == null || value.isBlank()) {
            throw new DemoException("a live run needs " + name);
        }
        return value;
    }

    private static BigDecimal budget(String value) {
        if (value == null) {
            return null;
        }
        try {
            BigDecimal usd = new BigDecimal(value);
            if (usd.signum() >= 0) {
                return usd;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw new DemoException(BUDGET + ": " + value + " is not allowed; must be US dollars, such as 12.50");
    }

    private static Path folder(String value) {
        try {
            return Path.of(value == null || value.isBlank() ? "target/demo" : value);
        } catch (InvalidPathException e) {
            throw new DemoException(OUTPUT + ": " + value + " is not allowed; must be the path of a folder");
        }
    }
}
