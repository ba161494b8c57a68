package io.github.pixverseopenapi.contract.clients;

import io.github.pixverseopenapi.contract.fixtures.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.Yaml;

/** The content of {@code generator-templates/capabilities.yaml}: what the client of each language can do. */
final class Capabilities {
    private final Map<String, String> meanings;
    private final Map<String, Map<String, Object>> languages;

    private Capabilities(Map<String, String> meanings, Map<String, Map<String, Object>> languages) {
        this.meanings = meanings;
        this.languages = languages;
    }

    static Capabilities read() throws IOException {
        Path file = Language.ROOT.resolve(Path.of("generator-templates", "capabilities.yaml"));
        Map<String, Object> yaml = new Yaml().load(Files.readString(file));
        @SuppressWarnings("unchecked")
        Capabilities read =
                new Capabilities((Map<String, String>) yaml.get("capabilities"), (Map<String, Map<String, Object>>)
                        yaml.get("languages"));
        read.languages.forEach((language, entries) -> {
            if (!entries.keySet().equals(read.meanings.keySet())) {
                throw new AssertionError("capabilities.yaml: " + language + " must have " + read.meanings.keySet()
                        + ", but has " + entries.keySet());
            }
        });
        return read;
    }

    Set<String> names() {
        return meanings.keySet();
    }

    String meaning(String capability) {
        return meanings.get(capability);
    }

    Set<String> languages() {
        return languages.keySet();
    }

    /** Whether the language has the capability; otherwise the file gives the reason. */
    boolean has(Language language, String capability) {
        return Boolean.TRUE.equals(languages.get(language.name()).get(capability));
    }

    /** What contradicts the file, of the mismatches that the cases of a capability showed. */
    List<String> contradictions(Language language, String capability, List<String> mismatches) {
        if (has(language, capability)) {
            return mismatches;
        }
        return mismatches.isEmpty()
                ? List.of(capability + ": all cases pass, but capabilities.yaml says that "
                        + languages.get(language.name()).get(capability))
                : List.of();
    }
}
