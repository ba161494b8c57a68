package io.github.pixverseopenapi.contract.agreement;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.ApiParameter;
import io.github.pixverseopenapi.contract.samples.Field;
import io.github.pixverseopenapi.contract.samples.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import okhttp3.HttpUrl;

/**
 * Random paths and queries of one operation, valid and invalid ones. Each is derived from the seed and its number only,
 * which makes this thread-safe.
 */
final class ParameterCases {
    /** Any server: only path and query are used. */
    private static final String SERVER = "http://localhost";

    private static final List<String> PIECES = List.of(
            "a",
            "Z",
            "0",
            "9",
            "-",
            "_",
            ".",
            "~",
            " ",
            "+",
            "%",
            "%41",
            "/",
            "?",
            "#",
            "&",
            "=",
            ";",
            ",",
            "\"",
            "<",
            "\t",
            "\n",
            "\u0000",
            "\u007f",
            "\u00e4",
            "\u0665",
            "\u2028",
            "\ud83c\udfac");

    /** Within the 31 days that a sandbox at {@link SandboxParameters#NOW} accepts, each before the next. */
    private static final Map<String, List<String>> DATES = Map.of(
            "from_date", List.of("2026-11-18", "2026-11-19", "2026-11-20"),
            "to_date", List.of("2026-11-21", "2026-11-23", "2026-11-24"));

    private static final List<String> INTEGERS = List.of(
            "0",
            "1",
            "2",
            "20",
            "99",
            "100",
            "101",
            "-1",
            "-0",
            "007",
            "2147483648",
            "99999999999999999999",
            "1.0",
            "1e1",
            "+1",
            " 1",
            "0x1",
            "1_0",
            "\u0661");

    private final ApiOperation operation;
    private final Map<ApiParameter, Field> parameters = new LinkedHashMap<>();

    ParameterCases(ApiDocument document, ApiOperation operation) {
        this.operation = operation;
        operation.parameters().forEach(parameter -> parameters.put(parameter, Fields.ofParameter(document, parameter)));
    }

    RequestCase at(long seed, int number) {
        Random random = new Random(new SplittableRandom(seed * 1_000_003 + number).nextLong());
        return new RequestCase(
                "random parameters " + number + " of seed " + seed, new ParameterDraw(random).pathAndQuery());
    }

    /** One request in the making. */
    private final class ParameterDraw {
        private final Random random;

        ParameterDraw(Random random) {
            this.random = random;
        }

        String pathAndQuery() {
            HttpUrl.Builder url = HttpUrl.get(SERVER).newBuilder();
            for (String segment : operation.path().substring(1).split("/")) {
                url.addPathSegment(segment.startsWith("{") ? inPath(segment) : segment);
            }
            for (Map.Entry<ApiParameter, Field> parameter : parameters.entrySet()) {
                if (parameter.getKey().in() == ApiParameter.Location.QUERY && random.nextInt(3) == 0) {
                    addToQuery(url, parameter.getValue());
                }
            }
            if (random.nextInt(10) == 0) {
                url.addQueryParameter("unknown" + text(), text());
            }
            return url.build().toString().substring(SERVER.length());
        }

        private String inPath(String segment) {
            String name = segment.substring(1, segment.length() - 1);
            Field field = parameters.values().stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            String value = value(field);
            // These are no value of the parameter, but another path.
            return value.matches("[.]{0,2}|(?i:%2e|[.]%2e|%2e[.]|%2e%2e)") ? "a" : value;
        }

        private void addToQuery(HttpUrl.Builder url, Field field) {
            boolean hasValue = random.nextInt(30) > 0;
            url.addQueryParameter(field.name(), hasValue ? value(field) : null);
            if (random.nextInt(30) == 0) {
                url.addQueryParameter(field.name(), value(field));
            }
        }

        /** Usually one that the parameter accepts. */
        private String value(Field field) {
            boolean isWrong = random.nextInt(4) == 0;
            if (field.type().equals("integer")) {
                return pick(INTEGERS);
            }
            List<String> good = good(field);
            return isWrong ? mutated(good.isEmpty() ? text() : pick(good)) : good.isEmpty() ? text() : pick(good);
        }

        private List<String> good(Field field) {
            if (!field.listed().isEmpty()) {
                return field.listed().stream()
                        .map(json -> json.substring(1, json.length() - 1))
                        .toList();
            }
            if (field.name().equals("request_id")) {
                return List.of("a", "Z-_9", "5f0c7a3e-9b1d-4c62-8a57-3d2e6f104b98", "a".repeat(100));
            }
            return DATES.getOrDefault(field.name(), List.of());
        }

        /** Of another length, so that no date becomes another date, which the calendar might lack. */
        private String mutated(String value) {
            int at = random.nextInt(value.length() + 1);
            String before = value.substring(0, at);
            String after = value.substring(at);
            return random.nextInt(4) == 0 && !after.isEmpty()
                    ? before + after.substring(1)
                    : before + pick(PIECES) + after;
        }

        private String text() {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(4); i > 0; i--) {
                text.append(pick(PIECES));
            }
            return text.toString();
        }

        private String pick(List<String> values) {
            return values.get(random.nextInt(values.size()));
        }
    }

    /** One for each operation with parameters. */
    static List<ApiOperation> operations(ApiDocument document) {
        return document.operations().stream()
                .filter(operation -> !operation.parameters().isEmpty())
                .toList();
    }
}
