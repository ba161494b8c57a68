package io.github.pixverseopenapi.contract.record;

import io.github.pixverseopenapi.contract.sandbox.Provenance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder of recordings: a folder for each operation, a file for each situation. */
public final class RecordingFolder {

    private static final String EXTENSION = ".json";

    private final Path root;

    /** It need not exist yet. */
    public RecordingFolder(Path root) {
        this.root = root;
    }

    /** Where the recording of a call is, or would be. */
    public Path file(String operationId, Scenario situation) {
        return root.resolve(operationId).resolve(situation + EXTENSION);
    }

    /**
     * Reads a recording; empty when there is none.
     *
     * @throws RecordingException when the file is no recording, or was edited; the message names it
     */
    public Optional<Recording> read(String operationId, Scenario situation) {
        Path file = file(operationId, situation);
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    /**
     * All recordings, by operation and situation.
     *
     * @throws RecordingException when there is anything else in the folder, or a recording under another's name
     */
    public List<Recording> all() {
        if (Files.notExists(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).sorted().map(this::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes a recording as a whole or not at all.
     *
     * @throws RecordingException when it would hold a key, or would replace a recording of the live service by
     *     something else
     */
    void write(Recording recording, SecretRedactor redactor) {
        requireReplaceable(
                recording.operationId(),
                recording.situation(),
                recording.origin().kind());
        String text = RecordingJson.write(recording);
        redactor.check(text);
        Path file = file(recording.operationId(), recording.situation());
        try {
            Files.createDirectories(file.getParent());
            Path unfinished = Files.createTempFile(file.getParent(), ".recording", ".tmp");
            try {
                Files.writeString(unfinished, text);
                Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            throw new RecordingException(
                    "cannot write " + file + " (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    /** What the live service has sent costs money to get again. */
    void requireReplaceable(String operationId, Scenario situation, Provenance by) {
        boolean isPrecious = read(operationId, situation)
                .map(existing -> existing.origin().kind() == Provenance.RECORDED)
                .orElse(false);
        if (isPrecious && by != Provenance.RECORDED) {
            throw new RecordingException(file(operationId, situation) + " comes from the live service and is not"
                    + " replaced by what is " + by.headerValue() + "; delete it first if that is meant");
        }
    }

    private Recording read(Path file) {
        Recording recording;
        try {
            recording = RecordingJson.read(Files.readString(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new RecordingException(file + ": " + e.getMessage(), e);
        }
        if (!file.equals(file(recording.operationId(), recording.situation()))) {
            throw new RecordingException(file + " holds the recording of " + recording + ", which belongs into "
                    + file(recording.operationId(), recording.situation()));
        }
        return recording;
    }
}
