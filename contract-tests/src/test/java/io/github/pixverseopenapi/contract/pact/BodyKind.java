package io.github.pixverseopenapi.contract.pact;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.Mp4Boxes;

/** The form of a response body. */
enum BodyKind {
    VIDEO(Mp4Boxes.MEDIA_TYPE, ""),
    JSON(ApiDocument.JSON, ""),
    JSON_VIDEO(ApiDocument.JSON, "videoObject"),
    JSON_OUTPUT(ApiDocument.JSON, "output"),
    JSON_REFUSAL(ApiDocument.JSON, "refusal"),
    HTML("text/html", ""),
    NOTHING("", "");

    private final String mediaType;
    private final String example;

    BodyKind(String mediaType, String example) {
        this.mediaType = mediaType;
        this.example = example;
    }

    /** As the document writes it; empty where there is no body. */
    String mediaType() {
        return mediaType;
    }

    /** The document's schema of a response in this media type. */
    JsonObject content(JsonObject response) {
        return response.getAsJsonObject("content").getAsJsonObject(mediaType);
    }

    /** What the document shows as an example. */
    JsonElement example(JsonObject response) {
        JsonObject content = content(response);
        return example.isEmpty()
                ? content.get("example")
                : content.getAsJsonObject("examples").getAsJsonObject(example).get("value");
    }

    /** Whether a response of the document may have this form. */
    boolean isDocumentedBy(JsonObject response) {
        if (this == NOTHING) {
            return response.has("x-empty-body");
        }
        JsonObject content = content(response);
        return content != null
                && (example.isEmpty()
                        ? this == VIDEO || content.has("example")
                        : content.has("examples")
                                && content.getAsJsonObject("examples").has(example));
    }

    @Override
    public String toString() {
        return this == NOTHING ? "no body" : example.isEmpty() ? mediaType : mediaType + " " + example;
    }
}
