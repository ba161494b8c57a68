package io.github.pixverseopenapi.client.model;

import java.math.BigDecimal;

/** A number that is written again as it was read: 2.50 and 1e2 stay so. */
final class JsonNumber extends Number {
    private static final long serialVersionUID = 1L;

    private final String text;

    /** Makes a number of text that BigDecimal reads. */
    JsonNumber(String text) {
        this.text = text;
    }

    @Override
    public int intValue() {
        return new BigDecimal(text).intValue();
    }

    @Override
    public long longValue() {
        return new BigDecimal(text).longValue();
    }

    @Override
    public float floatValue() {
        return Float.parseFloat(text);
    }

    @Override
    public double doubleValue() {
        return Double.parseDouble(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
