package io.github.pixverseopenapi.contract.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The code blocks of README.md. */
final class Snippets {
    static final Path README = Path.of("..", "README.md");

    private Snippets() {}

    static String readme() throws IOException {
        return Files.readString(README);
    }

    /** All blocks of a language, in their order. */
    static List<String> of(String language) throws IOException {
        Matcher block = Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
                .matcher(readme());
        List<String> blocks = new ArrayList<>();
        while (block.find()) {
            blocks.add(block.group(1));
        }
        return blocks;
    }
}
