package io.github.pixverseopenapi.contract.document;

import java.net.InetAddress;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * The addresses of this machine. The client has its own copy of the rule for URLs, because it does not depend on this
 * module; {@code LoopbackTest} compares the two.
 */
public final class Loopback {

    private static final String IPV4 = "127([.](25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}";
    private static final Pattern HOST =
            Pattern.compile("(.+[.])?localhost|" + IPV4 + "|::1|::ffff:(" + IPV4 + "|7f[0-9a-f]{2}:[0-9a-f]{1,4})");

    private Loopback() {}

    /** Whether the host of a URL is this machine, without a DNS lookup. */
    public static boolean isLoopback(HttpUrl url) {
        return HOST.matcher(url.host()).matches();
    }

    /** Whether an address that a connection uses is this machine's. */
    public static boolean isLoopback(InetAddress address) {
        return address.isLoopbackAddress() || address.isAnyLocalAddress();
    }
}
