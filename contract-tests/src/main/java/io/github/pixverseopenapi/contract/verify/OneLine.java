package io.github.pixverseopenapi.contract.verify;

/** Makes what a service says fit for terminals and files: it could hold escape sequences or what XML cannot hold. */
final class OneLine {

    private OneLine() {}

    /** The text with each run of white space, control and unprintable characters as one space. */
    static String of(String text) {
        return text.replaceAll("[\\s\\p{C}\\uFFFD\\uFFFE\\uFFFF]+", " ").strip();
    }
}
