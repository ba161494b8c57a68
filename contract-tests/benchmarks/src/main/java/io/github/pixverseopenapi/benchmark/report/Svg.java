package io.github.pixverseopenapi.benchmark.report;

import java.util.Locale;

/** Writes lines, bars and text that are readable on light and dark pages. */
final class Svg {
    static final int LINE = 18;

    private final StringBuilder body = new StringBuilder();
    private final int width;
    private final int height;

    Svg(int width, int height) {
        this.width = width;
        this.height = height;
    }

    Svg text(double x, double y, String anchor, String text) {
        body.append(format(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
                x, y, anchor, text.replace("&", "&amp;").replace("<", "&lt;")));
        return this;
    }

    Svg line(double x1, double y1, double x2, double y2, String colour, double width) {
        body.append(format(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%.1f\"/>%n",
                x1, y1, x2, y2, colour, width));
        return this;
    }

    Svg bar(double x, double y, double barWidth, double barHeight, String colour) {
        body.append(format(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
                x, y, barWidth, barHeight, colour));
        return this;
    }

    Svg dot(double x, double y, String colour) {
        body.append(format("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n", x, y, colour));
        return this;
    }

    @Override
    public String toString() {
        return format(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                                + " font-family=\"sans-serif\" font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\""
                                + " fill=\"white\"/>%n",
                        width, height, width, height)
                + body + "</svg>\n";
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format.replace("%n", "\n"), values);
    }
}
