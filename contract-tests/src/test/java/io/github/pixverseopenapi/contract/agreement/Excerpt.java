package io.github.pixverseopenapi.contract.agreement;

/** Long texts as a failure shows them. */
final class Excerpt {
    private Excerpt() {}

    static String text(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "… (" + text.length() + " characters)";
    }
}
