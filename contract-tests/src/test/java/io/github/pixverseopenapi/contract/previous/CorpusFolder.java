package io.github.pixverseopenapi.contract.previous;

import io.github.pixverseopenapi.contract.diff.Corpus;
import io.github.pixverseopenapi.contract.diff.Sample;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The stored corpus of the baseline, and the corpus of the current document. */
final class CorpusFolder {

    private static final String DOCUMENT_FILE = "pixverse.yaml";

    private CorpusFolder() {}

    /** Reads what {@link #write} wrote; if it is missing, fails with the command that creates it. */
    static Corpus read(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            throw new AssertionError("There is no " + folder + ". Each run of this test writes one; accept it, from the"
                    + " project's top folder:\n  cp -r contract-tests/target/previous-contract contract-tests/");
        }
        ApiDocument document = ApiDocument.load(folder.resolve(DOCUMENT_FILE));
        Map<ApiOperation, List<Sample>> samples = new LinkedHashMap<>();
        for (ApiOperation operation : document.videoOperations()) {
            samples.put(
                    operation,
                    Files.readAllLines(file(folder, operation)).stream()
                            .map(Sample::read)
                            .toList());
        }
        return new Corpus(document, samples);
    }

    /** Creates the corpus of a document. */
    static Corpus of(ApiDocument document) throws IOException {
        Map<ApiOperation, List<Sample>> samples = new LinkedHashMap<>();
        for (ApiOperation operation : document.videoOperations()) {
            samples.put(operation, CorpusSamples.of(document, operation));
        }
        return new Corpus(document, samples);
    }

    /** Writes a corpus into a folder: the document's file as it is, and for each operation a file of lines of JSON. */
    static void write(Corpus corpus, Path documentFile, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.copy(documentFile, folder.resolve(DOCUMENT_FILE), StandardCopyOption.REPLACE_EXISTING);
        for (Map.Entry<ApiOperation, List<Sample>> entry : corpus.samples().entrySet()) {
            String lines = entry.getValue().stream()
                    .map(sample -> sample.line() + "\n")
                    .collect(Collectors.joining());
            Files.writeString(file(folder, entry.getKey()), lines);
        }
    }

    private static Path file(Path folder, ApiOperation operation) {
        return folder.resolve(operation.operationId() + ".jsonl");
    }
}
