package io.github.pixverseopenapi.client.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code fromJson} reads what {@code toJson} writes, for random requests from a fixed seed. */
@Tag("pit-requests")
class RoundTripTest {
    private static final int REQUESTS = 500;
    private static final List<String> PIECES = List.of(
            "a",
            "Z",
            "E",
            "1E5",
            " ",
            "\t",
            "\n",
            "\u0000",
            "\u001f",
            "\u007f",
            "\u0085",
            "\u2028",
            "\ufeff",
            "\"",
            "\\",
            "\\u",
            "'",
            "/",
            "<",
            "&",
            "{",
            "]",
            ":",
            ",",
            "TRUE",
            "NaN",
            "\ud83c\udfac",
            "\ud83c",
            "\udfac",
            "\uffff");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void fromJson_ofWhatToJsonWrote_isTheSameRequest(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < REQUESTS; i++) {
            V6VideoRequest request = request(random);
            String json = request.toJson();

            V6VideoRequest read = V6VideoRequest.fromJson(json);

            assertThat(read)
                    .as("seed %s, request %s", seed, i)
                    .isEqualTo(request)
                    .hasSameHashCodeAs(request);
            assertThat(V6VideoRequest.fromJson(read.toJson())).isEqualTo(request);
            assertThat(read.toBuilder().build().toJson()).isEqualTo(json);
        }
    }

    private static V6VideoRequest request(Random random) {
        V6VideoRequest.Builder builder = V6VideoRequest.builder();
        if (random.nextBoolean()) {
            builder.prompt(text(random)).seed(random.nextInt());
        }
        if (random.nextBoolean()) {
            builder.guidanceScale(finite(random)).quality(text(random)).generateAudioSwitch(random.nextBoolean());
        }
        for (int count = random.nextInt(4); count > 0; count--) {
            builder.additionalProperty("x" + text(random), value(random, 4));
        }
        return builder.build();
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> text(random);
            case 3 -> random.nextBoolean() ? (Number) random.nextLong() : (Number) random.nextInt();
            case 4 -> random.nextBoolean() ? (Number) finite(random) : (Number) random.nextFloat();
            case 5 -> new BigInteger(random.nextInt(3000) + 1, random).negate();
            case 6 -> new BigDecimal(new BigInteger(60, random), random.nextInt(19_999) - 9_999);
            case 7 -> values(random, depth);
            default -> members(random, depth);
        };
    }

    private static List<Object> values(Random random, int depth) {
        List<Object> values = new ArrayList<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            values.add(value(random, depth - 1));
        }
        return values;
    }

    private static Map<String, Object> members(Random random, int depth) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (Object value : values(random, depth)) {
            members.put(text(random), value);
        }
        return members;
    }

    private static double finite(Random random) {
        double number = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(number) ? number : 0.1;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int count = random.nextInt(6); count > 0; count--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }
}
