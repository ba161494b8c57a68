package io.github.pixverseopenapi.contract.document;

/** The request fields with the URL of a file that the service fetches. */
public final class FileFields {

    /** The URL of an image. */
    public static final String IMAGE = "image_url";

    /** The URL of a video. */
    public static final String VIDEO = "video_url";

    private FileFields() {}

    /** The command line option that sets a field, such as {@code --image-url}. */
    public static String option(String field) {
        return "--" + field.replace('_', '-');
    }
}
