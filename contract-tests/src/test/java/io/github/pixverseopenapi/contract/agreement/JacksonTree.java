package io.github.pixverseopenapi.contract.agreement;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON read by a library that neither client nor sandbox uses, with all digits. */
final class JacksonTree {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNameLength(10_000_000)
                            .maxStringLength(10_000_000)
                            // As client and sandbox have it.
                            .maxNumberLength(1023)
                            .maxNestingDepth(255)
                            .build())
                    // Names should be unique (RFC 8259, section 4); here one that is not makes a request ambiguous.
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            // 5.0000000000000000001 must not be rounded to 5, nor 1e400 to infinity.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    private JacksonTree() {}

    /**
     * Throws a {@link tools.jackson.core.JacksonException} unless the text is one JSON value, and a {@link
     * NumberFormatException} for numbers that exceed BigDecimal.
     */
    static JsonNode read(String json) {
        JsonNode tree = MAPPER.readTree(json);
        requireUsualScale(tree);
        return tree;
    }

    static JsonNode read(byte[] json) {
        return MAPPER.readTree(json);
    }

    /** The limit of client and sandbox, which is Gson's. */
    private static void requireUsualScale(JsonNode tree) {
        if (tree.isNumber() && Math.abs((long) tree.decimalValue().scale()) >= 10_000) {
            throw new NumberFormatException("a number is too large or too small");
        }
        tree.forEach(JacksonTree::requireUsualScale);
    }

    /** Whether both are the same value, numbers by what they are worth: 8 is 8.0. */
    static boolean same(JsonNode left, JsonNode right) {
        return left.equals(JacksonTree::compare, right);
    }

    private static int compare(JsonNode left, JsonNode right) {
        if (left.isNumber() && right.isNumber()) {
            return left.decimalValue().compareTo(right.decimalValue());
        }
        return left.equals(right) ? 0 : 1;
    }
}
