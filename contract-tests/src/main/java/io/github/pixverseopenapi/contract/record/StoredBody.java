package io.github.pixverseopenapi.contract.record;

import com.google.gson.stream.MalformedJsonException;
import io.github.pixverseopenapi.contract.document.Mp4Boxes;
import io.github.pixverseopenapi.contract.document.StrictJson;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A body in a recording: text is stored, other bytes are replaced by a short stand-in.
 *
 * @param length the length of the original in bytes; for text, the length of the stored text
 * @param sha256 the hash of the original; for text, the hash of the stored text, because the hash of the original could
 *     reveal a secret
 * @param text the text; null for other bytes
 * @param boxes the top-level boxes of the original; null unless it is an MP4 file
 * @param standIn the bytes to replay instead of the original; null for text
 */
public record StoredBody(long length, String sha256, String text, List<StoredBox> boxes, StandIn standIn) {

    /** The stand-in of an MP4 file: its first box unchanged, the headers of all others. */
    static final String EMPTIED_BOXES = "outermost boxes, all but ftyp emptied";

    /** The stand-in of other bytes. */
    static final String FIRST_BYTES = "first 64 bytes";

    private static final int STAND_IN_BYTES = 64;
    private static final int MAX_TEXT_BYTES = 64 * 1024;
    private static final int BOX_HEAD = 8;

    /** Bounds the stand-in, which contains the first box. */
    private static final int MAX_FIRST_BOX_SIZE = 4096;

    /** A type such as {@code moov}, and the size in bytes including the header. */
    public record StoredBox(String type, long size) {}

    /** The rule that created it from the original, and its bytes. */
    public record StandIn(String rule, String base64) {}

    /** Copies the list and rejects a body without text and stand-in. */
    public StoredBody {
        boxes = boxes == null ? null : List.copyOf(boxes);
        if (sha256 == null || (text == null) == (standIn == null)) {
            throw new IllegalArgumentException("a body must have sha256 and either text or standIn");
        }
    }

    /**
     * Stores redacted text, or the stand-in of other bytes.
     *
     * <p>Text that contains the API key is stored with the key redacted. Other bytes that contain the key are rejected,
     * because redaction would change their length and box sizes, and so is JSON that redaction makes malformed.
     *
     * @throws RecordingException when the body is rejected
     */
    static StoredBody of(byte[] original, SecretRedactor redactor) {
        Optional<String> text = text(original);
        if (text.isPresent()) {
            return of(text.get(), redactor.redact(text.get()));
        }
        if (redactor.finds(original)) {
            throw new RecordingException("the response body must not contain the API key unless it is text of at most "
                    + MAX_TEXT_BYTES + " bytes, but did; nothing was recorded");
        }
        Optional<List<Mp4Boxes.Box>> boxes = boxes(original);
        StandIn standIn = boxes.map(outermost -> standIn(EMPTIED_BOXES, emptied(original, outermost)))
                .orElseGet(
                        () -> standIn(FIRST_BYTES, Arrays.copyOf(original, Math.min(STAND_IN_BYTES, original.length))));
        List<StoredBox> shown = boxes.map(StoredBody::shown).orElse(null);
        return new StoredBody(original.length, Sha256.of(original), null, shown, standIn);
    }

    private static StoredBody of(String original, String redacted) {
        if (!redacted.equals(original) && isJson(original) && !isJson(redacted)) {
            throw new RecordingException(
                    "the response body must be JSON after redaction of the API key, but was not; nothing was recorded");
        }
        byte[] bytes = redacted.getBytes(StandardCharsets.UTF_8);
        return new StoredBody(bytes.length, Sha256.of(bytes), redacted, null, null);
    }

    private static boolean isJson(String text) {
        try {
            StrictJson.parseObject(text);
            return true;
        } catch (MalformedJsonException e) {
            return false;
        }
    }

    /** The bytes to replay. */
    public byte[] replayBytes() {
        return text == null ? Base64.getDecoder().decode(standIn.base64()) : text.getBytes(StandardCharsets.UTF_8);
    }

    /** Why the body is inconsistent; empty when it is consistent. */
    Optional<String> problem() {
        if (text == null || (length == replayBytes().length && sha256.equals(Sha256.of(replayBytes())))) {
            return Optional.empty();
        }
        return Optional.of("length and sha256 of a body must match its text, but do not");
    }

    private static Optional<String> text(byte[] bytes) {
        if (bytes.length > MAX_TEXT_BYTES) {
            return Optional.empty();
        }
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return text.chars().anyMatch(character -> character == 0) ? Optional.empty() : Optional.of(text.toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Optional<List<Mp4Boxes.Box>> boxes(byte[] bytes) {
        try {
            return Optional.of(Mp4Boxes.of(bytes))
                    .filter(boxes -> !boxes.isEmpty())
                    .filter(boxes ->
                            boxes.get(0).type().equals("ftyp") && boxes.get(0).size() <= MAX_FIRST_BOX_SIZE);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] emptied(byte[] file, List<Mp4Boxes.Box> boxes) {
        ByteArrayOutputStream emptied = new ByteArrayOutputStream();
        emptied.write(file, 0, Math.toIntExact(boxes.get(0).size()));
        for (Mp4Boxes.Box box : boxes.subList(1, boxes.size())) {
            byte[] head = ByteBuffer.allocate(BOX_HEAD)
                    .putInt(BOX_HEAD)
                    .put(box.type().getBytes(StandardCharsets.ISO_8859_1))
                    .array();
            emptied.writeBytes(head);
        }
        return emptied.toByteArray();
    }

    private static List<StoredBox> shown(List<Mp4Boxes.Box> boxes) {
        return boxes.stream().map(box -> new StoredBox(box.type(), box.size())).toList();
    }

    private static StandIn standIn(String rule, byte[] bytes) {
        return new StandIn(rule, Base64.getEncoder().encodeToString(bytes));
    }
}
