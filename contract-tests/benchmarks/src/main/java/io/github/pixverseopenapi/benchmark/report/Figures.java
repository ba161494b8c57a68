package io.github.pixverseopenapi.benchmark.report;

import java.util.Locale;

/** Numbers as people read them: three digits that count. */
final class Figures {
    private Figures() {}

    static String size(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    static String of(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }
}
