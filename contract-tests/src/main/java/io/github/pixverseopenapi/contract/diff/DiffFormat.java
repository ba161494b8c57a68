package io.github.pixverseopenapi.contract.diff;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.contract.document.Problem;
import io.github.pixverseopenapi.contract.redaction.MarkdownText;
import io.github.pixverseopenapi.contract.redaction.TextSanitizer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The formats of a diff. */
public enum DiffFormat {
    /** For the terminal. */
    TEXT {
        @Override
        public String render(DocumentDiff diff) {
            StringBuilder text = new StringBuilder(diff.summary()).append('\n');
            for (DocumentChange change : diff.changes()) {
                text.append('\n').append(change).append('\n');
                change.examples()
                        .forEach(example -> text.append("  ")
                                .append(shown(example.sample()))
                                .append("\n    before: ")
                                .append(verdict(example.before()))
                                .append("\n    now:    ")
                                .append(verdict(example.after()))
                                .append('\n'));
            }
            return text.toString();
        }
    },
    /** For pull requests. */
    MARKDOWN {
        @Override
        public String render(DocumentDiff diff) {
            StringBuilder text = new StringBuilder("## Changes of the contract\n\n")
                    .append(diff.summary())
                    .append('\n');
            for (DocumentChange change : diff.changes()) {
                text.append("\n- **")
                        .append(change.breaking() ? "❌ breaking" : "✅ compatible")
                        .append("** ")
                        .append(MarkdownText.escape(change.operationId() + " " + change.description()))
                        .append('\n');
                change.examples()
                        .forEach(example -> text.append("  - ")
                                .append(MarkdownText.escape(shown(example.sample())))
                                .append("\n    - before: ")
                                .append(MarkdownText.escape(verdict(example.before())))
                                .append("\n    - now: ")
                                .append(MarkdownText.escape(verdict(example.after())))
                                .append('\n'));
            }
            return text.toString();
        }
    },
    /**
     * For programs: {@code formatVersion}, {@code breaking} and {@code changes}, each with {@code operation},
     * {@code description}, {@code breaking}, {@code count} and {@code examples}. Fields may be added to a format
     * version; anything else increases it.
     */
    JSON {
        @Override
        public String render(DocumentDiff diff) {
            JsonObject json = new JsonObject();
            json.addProperty("formatVersion", 1);
            json.addProperty("breaking", diff.isBreaking());
            JsonArray changes = new JsonArray();
            diff.changes().forEach(change -> changes.add(json(change)));
            json.add("changes", changes);
            return GSON.toJson(json) + "\n";
        }
    };

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    private static final int MAX_SHOWN = 200;

    /** Renders a diff. */
    public abstract String render(DocumentDiff diff);

    /** The name for options, such as {@code markdown}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static JsonObject json(DocumentChange change) {
        JsonObject json = new JsonObject();
        json.addProperty("operation", change.operationId());
        json.addProperty("description", change.description());
        json.addProperty("breaking", change.breaking());
        json.addProperty("count", change.count());
        JsonArray examples = new JsonArray();
        for (VerdictChange verdict : change.examples()) {
            JsonObject example = new JsonObject();
            example.add("sample", JsonParser.parseString(verdict.sample().line()));
            example.add("before", problems(verdict.before()));
            example.add("now", problems(verdict.after()));
            examples.add(example);
        }
        json.add("examples", examples);
        return json;
    }

    private static JsonArray problems(List<Problem> problems) {
        JsonArray array = new JsonArray();
        problems.forEach(problem -> array.add(problem.toString()));
        return array;
    }

    private static String shown(Sample sample) {
        String line = sample.line();
        if (sample.query() != null) {
            line = "?" + sample.query();
        } else if (sample.isRequest()) {
            line = sample.text().isEmpty() ? "(empty body)" : sample.text();
        }
        return TextSanitizer.abbreviate(TextSanitizer.line(line), MAX_SHOWN);
    }

    private static String verdict(List<Problem> problems) {
        return problems.isEmpty()
                ? "accepted"
                : "rejected: "
                        + problems.stream()
                                .map(problem -> TextSanitizer.line(problem.toString()))
                                .collect(Collectors.joining("; "));
    }
}
