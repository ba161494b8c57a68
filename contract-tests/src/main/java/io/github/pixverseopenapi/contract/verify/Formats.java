package io.github.pixverseopenapi.contract.verify;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Formats numbers for reports. */
public final class Formats {

    private Formats() {}

    /** Such as {@code $2.16}: with two decimals, or more where the amount has more. */
    public static String dollars(BigDecimal usd) {
        BigDecimal plain = usd.stripTrailingZeros();
        return "$" + plain.setScale(Math.max(plain.scale(), 2)).toPlainString();
    }

    /** Such as {@code 44.1 s}. */
    public static String seconds(Duration time) {
        BigDecimal seconds = BigDecimal.valueOf(time.toMillis(), 3).setScale(1, RoundingMode.HALF_UP);
        return seconds.stripTrailingZeros().toPlainString() + " s";
    }

    /** Such as {@code 1 check} or {@code 2 checks}. */
    public static String count(long number, String thing) {
        return count(number, thing, thing + "s");
    }

    /** Such as {@code 1 entry} or {@code 2 entries}. */
    public static String count(long number, String one, String several) {
        return number + " " + (number == 1 ? one : several);
    }
}
