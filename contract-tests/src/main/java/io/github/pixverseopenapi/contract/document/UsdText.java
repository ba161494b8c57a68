package io.github.pixverseopenapi.contract.document;

import java.math.BigDecimal;

/** Parses amounts in US dollars that a person typed. */
public final class UsdText {

    private UsdText() {}

    /**
     * Parses an amount such as {@code 20} or {@code 0.50}.
     *
     * @throws IllegalArgumentException when the text is none; the message follows the option name
     */
    public static BigDecimal parse(String text) {
        // BigDecimal alone also accepts -1 and 1e9.
        if (!text.matches("[0-9]{1,9}([.][0-9]{1,9})?")) {
            throw new IllegalArgumentException(
                    Message.mustBe("an amount in US dollars, such as 20 or 0.50", "'" + text + "'"));
        }
        return new BigDecimal(text);
    }

    /**
     * Parses the amount of an option.
     *
     * @throws IllegalArgumentException when the text is none; the message names the option
     */
    public static BigDecimal parse(String option, String text) {
        try {
            return parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + " " + e.getMessage(), e);
        }
    }
}
