package io.github.pixverseopenapi.contract.agreement;

import java.util.List;

/** Texts at the edges of what rules for prompts and addresses can tell apart. */
final class TextSamples {
    private static final int HUGE = 100_000;
    private static final int LONG = 20_000;

    /** Readable ones first, because the first that a pattern accepts stands for a usual value. */
    static final List<String> ALL = List.of(
            "A boat", "https://example.com/a.png",
            "", " ", "\t", "\r\n", " \t\r\n", "x", " x", "\n\nx", "x\n", "\r\n\tx \t",
            // White space that the rule does not list counts as visible.
            "\u00a0", "\u2003", "\u3000", "\u000b", "\f", "\u0085", "\u2028", "\u2029", "\u200b", "\ufeff", "\u001c",
            "\u0000", "\u0001", "\u001f", "\u007f", "a\u0000b", " \u0000",
            "\ud83c\udfac", " \ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67", "\u0301", "\u202e", "\uffff", "\udbff\udfff",
            "\"", "\\", "\\n", "'", "/", "</script>", "null", "true", "5", "5.0", "NaN", "{}", "[]", "$", "^", "%00",
            "http://a", "https://a", "https://1", "https://[::1]/a.png", "https://[", "http://a.b/c?d=e&f=%20#g",
            "https://user:secret@example.com:8443/a.png", "https://a!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
            "http://", "https://", "http:///a", "http:/a", "http:a", "http//a", "httpss://a", "HTTP://a", "Https://a",
            "ftp://a", "file:///a", "data:image/png;base64,AAAA", "//a", "https://yK<e", "https://a/%zz", "https://a/%4", "https://a/%41%",
            "https://a/%41b", "https://a@b@c", "https://a:b@c:1/d:@/?e?/#f?/", "https://a#b#c", "https://a:8x", "https://a:",
            "https://a:99999", "https://[1:2:3:4:5:6:7:8]", "https://[1::8]:1?", "https://[1:2:3:4:5:6:7:8:9]", "https://[:::]",
            "https://[::12345]", "https://[::1", "https://::1]", "https://[::ffff:127.0.0.1]", "https://[v1.a]", "https://[fe80::1%25a]",
            "https://a/[b]", "https://a/{b}", "https://a/|", "https://a/\\b", "https://a/^", "https://a/`", "https://a/\"", "https://a?b#%", "a.png", "/a.png", "https://-a", "https://_a",
            "https://.a", "https://?a", "https://#a", "https://@a", "https:// a", "https://a b", "https://a\tb",
            " https://a", "https://a ", "\nhttps://a", "x https://a", "https://a\n", "https://a\r", "https://a\r\n",
            "https://a\u0085", "https://a\u2028", "https://a\n\n", "http://\nhttps://a", "https://a\u0000",
            "https://a\u007f", "https://\u00e4", "https://a/\u00e4", "https://a/\ud83c\udfac", "https://\uff41",
            "a".repeat(HUGE), " ".repeat(LONG), " ".repeat(LONG) + "x", "https://a/" + "a".repeat(LONG),
            "https://a/" + "a".repeat(LONG) + "\n", "\ud83c\udfac".repeat(LONG));

    /** Half a character: RFC 8259 allows it in JSON (section 8.2), as an escape. */
    static final List<String> LONE_SURROGATES = List.of(
            "\ud83c", "\udfac", "\udfac\ud83c", "\ud83c\ud83c\udfac", "\ud83c\udfac\udfac", " \ud800", "x\udfff", "\udbff ",
            "\ud83cx\udfac", "https://a/\ud83c", "https://\udfac", "\ud83chttps://a");

    private TextSamples() {}
}
