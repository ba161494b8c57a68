package io.github.pixverseopenapi.contract.clients;

import io.github.pixverseopenapi.contract.fixtures.Language;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the document's statements in the source of a generated client. Each language has a parser for its generator's
 * output; a statement that the parser does not find counts as missing, so a change of the generator is detected.
 */
interface ClientText {
    /** The reader for a language; none if its client is only run. */
    static Optional<ClientText> of(Language language) {
        return Optional.ofNullable(
                switch (language.name()) {
                    default -> null;
                });
    }

    /** The folder with a file for each schema, in the client's folder. */
    String models();

    /** The file with the operations, in the client's folder. */
    String operations();

    /** What the file with the operations states. */
    Stream<Statement> inOperations(String text);

    /** What the file of one schema states. */
    Stream<Statement> inModel(String schema, String text);

    /** All matches, with the DOTALL and MULTILINE flags. */
    static Stream<MatchResult> all(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(text)
                .results();
    }

    /** The first group of the first match; empty if there is none. */
    static String part(String pattern, String text) {
        return all(pattern, text).map(match -> match.group(1)).findFirst().orElse("");
    }

    /** {@code imageUrl} and {@code ImageUrl} become {@code image_url}. */
    static String snake(String name) {
        return name.replaceAll("(?<=.)(?=\\p{Upper})", "_").toLowerCase(Locale.ROOT);
    }
}
