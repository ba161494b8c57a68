package io.github.pixverseopenapi.benchmark.client;

import com.google.gson.annotations.SerializedName;

/** What people write by hand for Gson. */
@SuppressWarnings("unused") // Gson reads the fields.
public final class PromptBody {
    private final String prompt;

    @SerializedName("aspect_ratio")
    private final String aspectRatio = "16:9";

    private final int duration = 5;

    @SerializedName("motion_mode")
    private final String motionMode = "normal";

    private final String quality = "540p";

    public PromptBody(String prompt) {
        this.prompt = prompt;
    }

    public String prompt() {
        return prompt;
    }
}
