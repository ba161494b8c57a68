package io.github.pixverseopenapi.contract.forms;

import static io.github.pixverseopenapi.contract.fixtures.MarkdownFile.README;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.fixtures.Language;
import io.github.pixverseopenapi.contract.fixtures.MarkdownFile;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The first call in each language, {@code x-codeSamples}: snippets of the READMEs, which the build runs. */
final class CodeSamples {
    /** What the first call of each README makes. */
    static final String OPERATION = "textToVideo";

    private CodeSamples() {}

    static JsonArray all() {
        JsonArray samples = new JsonArray();
        samples.add(sample("java", README));
        try {
            for (Language language : Language.all()) {
                MarkdownFile readme = new MarkdownFile(language.templates().resolve("README.md"));
                samples.add(sample(language.name(), readme));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return samples;
    }

    private static JsonObject sample(String language, MarkdownFile readme) {
        String source = readme.codeBlocks(language).stream()
                .filter(block -> block.contains("boat.mp4"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(readme.path() + " has no first call in " + language));
        JsonObject sample = new JsonObject();
        sample.addProperty("lang", language);
        sample.addProperty("source", source);
        return sample;
    }
}
