package io.github.pixverseopenapi.contract.clients;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The cases that programs of all languages share, one line of JSON each. */
final class CaseFile {
    static final Path PATH = Path.of("clients", "cases.jsonl");

    private CaseFile() {}

    static List<ClientCase> read() throws IOException {
        return Files.readAllLines(PATH).stream().map(ClientCase::parse).toList();
    }

    static String text(List<ClientCase> cases) {
        return cases.stream().map(ClientCase::json).collect(joining("\n", "", "\n"));
    }
}
