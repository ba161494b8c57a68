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
 * A body as a recording keeps it: a text as it is, anything else as a few bytes in its place.
 *
 * @param length the original's length in bytes; a text's own length
 * @param sha256 the original's hash; a text's own hash, because that of a text with a secret in it could tell the
 *     secret
 * @param text the text; null when it was none
 * @param boxes the original's outermost boxes; null when it was no MP4 file
 * @param standIn what is played back instead of the original; null for a text
 */
public record StoredBody(long length, String sha256, String text, List<StoredBox> boxes, StandIn standIn) {

    /** The stand-in of an MP4 file: its first box as it is, all others without their content. */
    static final String EMPTIED_BOXES = "outermost boxes, all but ftyp emptied";

    /** The stand-in of other bytes. */
    static final String FIRST_BYTES = "first 64 bytes";

    private static final int FIRST = 64;
    private static final int LONGEST_TEXT = 64 * 1024;
    private static final int BOX_HEAD = 8;

    /** The stand-in holds the first box as it is. */
    private static final int LONGEST_FIRST_BOX = 4096;

    /** A type such as {@code moov}, and the size in bytes with the box's own head. */
    public record StoredBox(String type, long size) {}

    /** The rule by which it was made from the original, and its bytes. */
    public record StandIn(String rule, String base64) {}

    /** Copies the list, and refuses a body that is neither a text nor has a stand-in. */
    public StoredBody {
        boxes = boxes == null ? null : List.copyOf(boxes);
        if (sha256 == null || (text == null) == (standIn == null)) {
            throw new IllegalArgumentException("a body must have sha256 and either text or standIn");
        }
    }

    /**
     * Keeps a text after it was redacted, or the shape of other bytes.
     *
     * <p>A text, JSON included, that quotes the key is kept with a mark in its place: all else that the contract is about
     * stays true. Bytes that hold the key are refused, because a mark in them would contradict their box sizes and their
     * length, and so is JSON that would no longer be JSON.
     *
     * @throws RecordingException when the body is refused
     */
    static StoredBody of(byte[] original, SecretRedactor redactor) {
        Optional<String> text = text(original);
        if (text.isPresent()) {
            return of(text.get(), redactor.redact(text.get()));
        }
        if (redactor.finds(original)) {
            throw new RecordingException("the response body must not hold the API key where it is no text of up to "
                    + LONGEST_TEXT + " bytes, but did; nothing was recorded");
        }
        Optional<List<Mp4Boxes.Box>> boxes = boxes(original);
        StandIn standIn = boxes.map(outermost -> standIn(EMPTIED_BOXES, emptied(original, outermost)))
                .orElseGet(() -> standIn(FIRST_BYTES, Arrays.copyOf(original, Math.min(FIRST, original.length))));
        List<StoredBox> shown = boxes.map(StoredBody::shown).orElse(null);
        return new StoredBody(original.length, Sha256.of(original), null, shown, standIn);
    }

    private static StoredBody of(String original, String redacted) {
        if (!redacted.equals(original) && isJson(original) && !isJson(redacted)) {
            throw new RecordingException(
                    "the response body must stay JSON without the API key, but did not; nothing was recorded");
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

    /** The bytes to play back. */
    public byte[] played() {
        return text == null ? Base64.getDecoder().decode(standIn.base64()) : text.getBytes(StandardCharsets.UTF_8);
    }

    /** Why the body contradicts itself; empty when it does not. */
    Optional<String> fault() {
        if (text == null || (length == played().length && sha256.equals(Sha256.of(played())))) {
            return Optional.empty();
        }
        return Optional.of("the text of a body has another length or hash than the recording says");
    }

    private static Optional<String> text(byte[] bytes) {
        if (bytes.length > LONGEST_TEXT) {
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
                            boxes.get(0).type().equals("ftyp") && boxes.get(0).size() <= LONGEST_FIRST_BOX);
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
