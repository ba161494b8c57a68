package io.github.pixverseopenapi.contract.mutation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Other spellings of texts and other numbers, none of which means the same. */
final class TextMutations {
    private TextMutations() {}

    /** Two other texts: a longer one and, where the text holds a letter, one with a letter of the other case. */
    static List<String> others(String text) {
        List<String> others = new ArrayList<>(List.of(text + "x"));
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (Character.isLetter(letter)) {
                char other =
                        Character.isUpperCase(letter) ? Character.toLowerCase(letter) : Character.toUpperCase(letter);
                others.add(text.substring(0, i) + other + text.substring(i + 1));
                break;
            }
        }
        if (text.startsWith("https://")) {
            others.add("http://" + text.substring("https://".length()));
        }
        return others;
    }

    static boolean isNumber(String text) {
        return text.matches("-?\\d+(\\.\\d+)?");
    }

    static Number number(String text) {
        return text.contains(".") ? (Number) Double.valueOf(text) : (Number) Long.valueOf(text);
    }

    /** The numbers one below and one above. */
    static List<Object> neighbours(Number number) {
        BigDecimal exact = new BigDecimal(number.toString());
        return List.of(like(number, exact.subtract(BigDecimal.ONE)), like(number, exact.add(BigDecimal.ONE)));
    }

    static List<Object> neighbours(String number) {
        BigDecimal exact = new BigDecimal(number);
        return List.of(
                exact.subtract(BigDecimal.ONE).toPlainString(),
                exact.add(BigDecimal.ONE).toPlainString());
    }

    private static Object like(Number number, BigDecimal value) {
        if (number instanceof Double) {
            return value.doubleValue();
        }
        BigInteger whole = value.toBigIntegerExact();
        return whole.bitLength() < Long.SIZE ? (Object) whole.longValueExact() : whole;
    }

    /** A name that is not among the given ones: the next free number, or the name with a 2. */
    static String free(String name, Map<String, Object> taken) {
        if (!isNumber(name)) {
            return name + "2";
        }
        int number = Integer.parseInt(name) + 1;
        while (taken.containsKey(String.valueOf(number))) {
            number++;
        }
        return String.valueOf(number);
    }
}
