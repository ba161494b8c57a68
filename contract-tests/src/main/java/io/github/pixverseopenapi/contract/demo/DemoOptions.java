package io.github.pixverseopenapi.contract.demo;

import io.github.pixverseopenapi.contract.document.Message;
import io.github.pixverseopenapi.contract.document.ServiceFacts;
import io.github.pixverseopenapi.contract.document.UsdText;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/**
 * The options of the demo.
 *
 * @param live whether to call the live service, which is billed, instead of the sandbox
 * @param apiKey the API key of the live service; null when not live
 * @param budgetUsd the maximum cost of a live run in US dollars; null when not set
 * @param imageUrl the URL of the input image
 * @param videoUrl the URL of the input video
 * @param output the folder for the videos
 */
record DemoOptions(boolean live, String apiKey, BigDecimal budgetUsd, String imageUrl, String videoUrl, Path output) {

    static final String LIVE = "pixverse.live";
    static final String BUDGET = "pixverse.budget";
    static final String IMAGE_URL = "pixverse.imageUrl";
    static final String VIDEO_URL = "pixverse.videoUrl";
    static final String OUTPUT = "pixverse.demo.output";

    /** The sandbox fetches nothing, so any URL is valid. */
    private static final String SANDBOX_IMAGE = "https://example.com/lighthouse.png";

    private static final String SANDBOX_VIDEO = "https://example.com/train.mp4";

    /**
     * Reads the options.
     *
     * @throws DemoException if one is missing or invalid
     */
    static DemoOptions read(Function<String, String> properties, Map<String, String> environment) {
        boolean live = flag(properties.apply(LIVE));
        return new DemoOptions(
                live,
                live
                        ? required(
                                environment.get(ServiceFacts.API_KEY_VARIABLE),
                                "the environment variable " + ServiceFacts.API_KEY_VARIABLE)
                        : null,
                budget(properties.apply(BUDGET)),
                live ? required(properties.apply(IMAGE_URL), "-D" + IMAGE_URL) : SANDBOX_IMAGE,
                live ? required(properties.apply(VIDEO_URL), "-D" + VIDEO_URL) : SANDBOX_VIDEO,
                folder(properties.apply(OUTPUT)));
    }

    private static boolean flag(String value) {
        if (value == null || value.equals("false")) {
            return false;
        }
        if (value.isEmpty() || value.equals("true")) {
            return true;
        }
        throw new DemoException(Message.of(LIVE, "true or false", value));
    }

    private static String required(String value, String name) {
        if (value == null || value.isBlank()) {
            throw new DemoException(Message.of(name, "set for a live run", "not set"));
        }
        return value;
    }

    private static BigDecimal budget(String value) {
        try {
            return value == null ? null : UsdText.parse("-D" + BUDGET, value);
        } catch (IllegalArgumentException e) {
            throw new DemoException(e.getMessage());
        }
    }

    private static Path folder(String value) {
        try {
            return Path.of(value == null || value.isBlank() ? "target/demo" : value);
        } catch (InvalidPathException e) {
            throw new DemoException(Message.of(OUTPUT, "the path of a folder", value));
        }
    }
}
