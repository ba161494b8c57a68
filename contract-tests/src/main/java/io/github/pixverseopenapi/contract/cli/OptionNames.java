package io.github.pixverseopenapi.contract.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Replaces the names of Java options in messages of the client and the sandbox, so that both keep their rules in one
 * place and a message names what the user typed.
 */
final class OptionNames {

    /** Subjects of messages, which stand at the start of a line. */
    private static final Map<String, String> SUBJECTS = subjects();

    /** What a message advises in Java. */
    private static final Map<String, String> PHRASES = Map.of(
            ", unless target(…) names its file", "",
            " or an additional property", "",
            "requests must have its key", "--file must have its key",
            "use another journal", "use another --out");

    private static final Pattern DURATION = Pattern.compile("PT[0-9.HMS]+");

    /** Exit code 2 says the same. */
    private static final Pattern BILLING = Pattern.compile(" \\[NOT_SENT: [^]]*]$");

    private OptionNames() {}

    private static Map<String, String> subjects() {
        Map<String, String> subjects = new LinkedHashMap<>();
        subjects.put("allowHost", "--allow-host");
        subjects.put("allowOrigin", "--allow-origin");
        subjects.put("apiKey", "the API key");
        subjects.put("baseUrl", BaseUrlOption.NAME);
        subjects.put("budgetUsd", "--budget");
        subjects.put("credits", "--credits");
        subjects.put("deadline", "--timeout");
        subjects.put("historyDelay", "--history-delay");
        subjects.put("host", "--host");
        subjects.put("id", "ID");
        subjects.put("latency", "--latency");
        subjects.put("maxConcurrency", "--parallel");
        subjects.put("maxPerMinute", "--per-minute");
        subjects.put("operation", "--operation");
        subjects.put("page", "--page");
        subjects.put("per_page", "--per-page");
        subjects.put("port", "--port");
        subjects.put("processingTime", "--processing-time");
        subjects.put("queueTime", "--queue-time");
        subjects.put("rateLimit", "--rate");
        subjects.put("uploadAsset: file", "FILE");
        return subjects;
    }

    /** The message with the names of options, and with durations in seconds. */
    static String in(String message) {
        return message.lines().map(OptionNames::inLine).collect(Collectors.joining("; "));
    }

    private static String inLine(String message) {
        String line = BILLING.matcher(message).replaceAll("");
        for (Map.Entry<String, String> phrase : PHRASES.entrySet()) {
            line = line.replace(phrase.getKey(), phrase.getValue());
        }
        line = DURATION.matcher(line).replaceAll(duration -> seconds(duration.group()));
        for (Map.Entry<String, String> subject : SUBJECTS.entrySet()) {
            if (line.startsWith(subject.getKey() + " ")) {
                return subject.getValue() + line.substring(subject.getKey().length());
            }
        }
        return line;
    }

    private static String seconds(String duration) {
        return BigDecimal.valueOf(Duration.parse(duration).toNanos(), 9)
                        .stripTrailingZeros()
                        .toPlainString() + " s";
    }
}
