package io.github.pixverseopenapi.contract.agreement;

import io.github.pixverseopenapi.contract.fixtures.NumberSamples;
import io.github.pixverseopenapi.contract.fixtures.ValueProbes;
import io.github.pixverseopenapi.contract.samples.Field;
import io.github.pixverseopenapi.contract.samples.JsonString;
import io.github.pixverseopenapi.contract.samples.MutableBody;
import io.github.pixverseopenapi.contract.samples.ValueSamples;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Random requests for one operation: some valid, some with an invalid value, a few with invalid JSON. Each is derived
 * from the seed and its number only, which makes this thread-safe.
 */
final class RandomCases {
    private static final List<String> PIECES = List.of(
            " ",
            "\t",
            "\r",
            "\n",
            "\u000b",
            "\u0000",
            "\u0085",
            "\u00a0",
            "\u2028",
            "\ufeff",
            "a",
            "Z",
            "0",
            "[",
            "]",
            ":",
            "/",
            "\\",
            "\"",
            "~",
            "\u007f",
            "\u00e4",
            "\ud83c\udfac",
            "http://",
            "https://",
            "https://a",
            "http",
            "%41",
            "%",
            "@",
            "?",
            "#",
            "<",
            "[::1]",
            "::");

    private static final List<String> ALL =
            Stream.concat(PIECES.stream(), Stream.of("\ud83c", "\udfac")).toList();

    private final List<Field> fields;
    private final List<List<String>> probes = new ArrayList<>();

    RandomCases(List<Field> fields) {
        this.fields = fields;
        // Huge ones take their time and are tried elsewhere.
        fields.forEach(field -> probes.add(ValueProbes.probes(field).stream()
                .filter(value -> value.length() < 2000)
                .toList()));
    }

    RequestCase at(long seed, int number) {
        // Neighbouring seeds of Random begin alike; those of SplittableRandom do not.
        Random random = new Random(new SplittableRandom(seed * 1_000_003 + number).nextLong());
        return new RequestCase("random request " + number + " of seed " + seed, new Draw(random).json());
    }

    /** One request in the making. */
    private final class Draw {
        private final Random random;

        Draw(Random random) {
            this.random = random;
        }

        String json() {
            String json = body().json();
            return random.nextInt(20) == 0 ? JsonMutator.in(json, random) : json;
        }

        private MutableBody body() {
            MutableBody body = new MutableBody();
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < fields.size(); i++) {
                order.add(i);
            }
            Collections.shuffle(order, random);
            // With many fields, an error rate of one in twenty makes half of all requests invalid.
            int wrongInAThousand = random.nextInt(4) == 0 ? 200 : 30;
            for (int index : order) {
                Field field = fields.get(index);
                if (random.nextInt(1000) < (field.required() ? 990 : 500)) {
                    boolean wrong = random.nextInt(1000) < wrongInAThousand;
                    body.with(field.name(), wrong ? pick(probes.get(index)) : value(field));
                }
            }
            if (random.nextInt(5) == 0) {
                // Jackson rejects names with an unpaired surrogate, which JSON allows.
                body.with(text(PIECES), wild(2));
            }
            return body;
        }

        /** Any JSON value. */
        private String wild(int depth) {
            return switch (random.nextInt(depth > 0 ? 7 : 5)) {
                case 0 -> "null";
                case 1 -> Boolean.toString(random.nextBoolean());
                case 2 -> pick(NumberSamples.EDGES);
                case 3 -> pick(NumberSamples.spellings(new BigDecimal(new BigInteger(80, random), random.nextInt(40))));
                case 4 -> JsonString.json(text(ALL));
                case 5 -> "[" + wild(depth - 1) + " ,\n" + wild(depth - 1) + "]";
                default ->
                    "{" + JsonString.json("a" + text(PIECES)) + ":\t" + wild(depth - 1) + ",\"b\":" + wild(depth - 1)
                            + "}";
            };
        }

        /** Usually one that the field accepts. */
        private String value(Field field) {
            if (!field.listed().isEmpty()) {
                String listed = pick(field.listed());
                return field.isNumeric() ? pick(NumberSamples.spellings(new BigDecimal(listed))) : listed;
            }
            return switch (field.type()) {
                case "boolean" -> Boolean.toString(random.nextBoolean());
                case "string" -> random.nextBoolean() ? ValueSamples.sample(field) : JsonString.json(text(ALL));
                default -> number(field);
            };
        }

        private String number(Field field) {
            BigDecimal minimum = field.bound("minimum").orElse(new BigDecimal(Long.MIN_VALUE));
            BigDecimal maximum = field.bound("maximum").orElse(new BigDecimal(Long.MAX_VALUE));
            // Into the range or next to it, and between whole numbers where those need not be whole.
            BigDecimal number = minimum.add(
                    maximum.subtract(minimum).multiply(BigDecimal.valueOf(random.nextDouble() * 1.04 - 0.02)));
            int digits = field.type().equals("integer") && random.nextInt(20) > 0 ? 0 : random.nextInt(25);
            return pick(NumberSamples.spellings(number.setScale(digits, RoundingMode.HALF_UP)));
        }

        private String text(List<String> pieces) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(8); i > 0; i--) {
                text.append(pick(pieces));
            }
            return text.toString();
        }

        private <T> T pick(List<T> values) {
            return values.get(random.nextInt(values.size()));
        }
    }
}
