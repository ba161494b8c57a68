package io.github.pixverseopenapi.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells the media type of a file by its first bytes: names of files may lie. */
final class MediaSniffer {
    /** How many bytes of a file are enough. */
    static final int BYTES = 16;

    static final String ALLOWED = "an image (PNG, JPEG, GIF, WebP) or a video (MP4, MOV, WebM)";

    /** How the brands of HEIC, AVIF and other images begin that have the structure of MP4. */
    private static final Set<String> HEIF = new HashSet<>(Arrays.asList("hei", "hev", "mif", "msf", "avi"));

    private MediaSniffer() {}

    /** The media type; null if it is none that is known. */
    static @Nullable String type(byte[] start) {
        String text = new String(start, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u0089PNG\r\n\u001a\n")) {
            return "image/png";
        }
        if (text.startsWith("\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        }
        if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) {
            return "image/gif";
        }
        if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
            return "image/webp";
        }
        if (text.startsWith("ftyp", 4) && !HEIF.contains(text.substring(8, Math.min(11, text.length())))) {
            return text.startsWith("qt  ", 8) ? "video/quicktime" : "video/mp4";
        }
        return text.startsWith("\u001aE\u00df\u00a3") ? "video/webm" : null;
    }
}
