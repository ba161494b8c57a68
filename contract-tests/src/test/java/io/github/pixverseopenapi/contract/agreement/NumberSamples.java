package io.github.pixverseopenapi.contract.agreement;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Numbers in all the spellings that JSON has for them. */
final class NumberSamples {
    private static final BigDecimal TINY = new BigDecimal("1e-19");

    /** The limits of number types, and the values at which doubles lose digits or overflow. */
    static final List<String> EDGES = List.of(
            "0",
            "-0",
            "-0.0",
            "0e0",
            "-0e-5",
            "0.0",
            "1",
            "-1",
            "1.0",
            "1.5",
            "1e2",
            "1E+2",
            "1e-2",
            "100e-2",
            "5",
            "5.0",
            "5.0000000000000000001",
            "4.9999999999999999999",
            "8",
            "8.0",
            "0.8e1",
            "80E-1",
            "8.0000000000000000001",
            "127",
            "128",
            "255",
            "256",
            "32767",
            "32768",
            "65535",
            "65536",
            "2147483647",
            "2147483648",
            "2147483648.0",
            "-2147483648",
            "-2147483649",
            "4294967296",
            "9007199254740991",
            "9007199254740992",
            "9007199254740993",
            "9007199254740993.0",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "-9223372036854775809",
            "18446744073709551616",
            "1e19",
            "1e308",
            "1e309",
            "1e400",
            "-1e400",
            "1e-400",
            "0e999",
            // Near the maximum that client and sandbox read; a mutation must not exceed it.
            "1e999",
            "-1E+999",
            "1e-999",
            "9".repeat(1000),
            "3.0000000000000000000000000000000000000000000000000000000000001",
            "9".repeat(400),
            "0." + "0".repeat(400) + "1",
            "1" + "0".repeat(400) + ".0");

    private NumberSamples() {}

    /** A bound, its neighbours at several distances, and each of them in several spellings. */
    static List<String> around(BigDecimal bound) {
        List<String> texts = new ArrayList<>();
        for (BigDecimal distance : List.of(BigDecimal.ZERO, BigDecimal.ONE, new BigDecimal("0.5"), TINY)) {
            texts.addAll(spellings(bound.add(distance)));
            texts.addAll(spellings(bound.subtract(distance)));
        }
        return texts;
    }

    static List<String> spellings(BigDecimal number) {
        String plain = number.toPlainString();
        String digits = number.unscaledValue().toString();
        return List.of(
                plain,
                plain.contains(".") ? plain + "00" : plain + ".0",
                plain + "e0",
                number.signum() == 0 ? "0E-1" : digits + "0E-" + (number.scale() + 1),
                number.movePointLeft(3).toPlainString() + "e+3");
    }
}
