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

/** A folder of recordings with a subfolder for each operation and a file for each scenario. */
public final class RecordingFolder {

    private static final String EXTENSION = ".json";
    private static final String README = "README.md";

    private final Path root;

    /** Creates the view of a folder, which need not exist. */
    public RecordingFolder(Path root) {
        this.root = root;
    }

    /** The file of a recording, which need not exist. */
    public Path file(String operationId, Scenario scenario) {
        return root.resolve(operationId).resolve(scenario + EXTENSION);
    }

    /**
     * Reads a recording, if it exists.
     *
     * @throws RecordingException when the file is not a recording or was edited; the message names it
     */
    public Optional<Recording> read(String operationId, Scenario scenario) {
        Path file = file(operationId, scenario);
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    /**
     * All recordings by operation and scenario.
     *
     * @throws RecordingException when the folder contains another file than a README.md, or a recording has a wrong file name
     */
    public List<Recording> all() {
        if (Files.notExists(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(README))
                    .sorted()
                    .map(this::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes a recording atomically.
     *
     * @throws RecordingException when it contains an API key, or would replace a recording of the live service by
     *     another kind
     */
    void write(Recording recording, SecretRedactor redactor) {
        requireReplaceable(
                recording.operationId(),
                recording.scenario(),
                recording.origin().kind());
        String text = RecordingJson.write(recording);
        redactor.check(text);
        Path file = file(recording.operationId(), recording.scenario());
        try {
            Files.createDirectories(file.getParent());
            Path temporary = Files.createTempFile(file.getParent(), ".recording", ".tmp");
            try {
                Files.writeString(temporary, text);
                Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new RecordingException(
                    "cannot write " + file + " (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    /** Recording the live service again is billed. */
    void requireReplaceable(String operationId, Scenario scenario, Provenance replacement) {
        boolean isLive = read(operationId, scenario)
                .map(existing -> existing.origin().kind() == Provenance.RECORDED)
                .orElse(false);
        if (isLive && replacement != Provenance.RECORDED) {
            throw new RecordingException(file(operationId, scenario)
                    + " is recorded from the live service and must not be" + " replaced by a recording that is "
                    + replacement.headerValue() + "; delete it first to replace it");
        }
    }

    private Recording read(Path file) {
        Recording recording;
        try {
            recording = RecordingJson.read(Files.readString(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new RecordingException(file + ": " + e.getMessage(), e);
        }
        if (!file.equals(file(recording.operationId(), recording.scenario()))) {
            throw new RecordingException(file + " contains the recording " + recording + ", whose file must be "
                    + file(recording.operationId(), recording.scenario()));
        }
        return recording;
    }
}
