package io.github.pixverseopenapi.contract.document;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The headers that HTTP or a common extension defines. Any server, proxy or client may add them without documentation.
 * Includes hop-by-hop and caching headers; excludes all names that start with {@code x-}.
 */
final class StandardHeaders {

    private static final Set<String> NAMES = Arrays.stream("""
            accept accept-charset accept-encoding accept-language accept-ranges age allow alt-svc authentication-info
            cache-control connection content-disposition content-encoding content-language content-length
            content-location content-range content-security-policy content-type date etag expect expires from host
            if-match if-modified-since if-none-match if-range if-unmodified-since keep-alive last-modified link location
            max-forwards pragma proxy-authenticate range referer referrer-policy retry-after server server-timing
            set-cookie strict-transport-security te trailer transfer-encoding upgrade user-agent vary via warning
            www-authenticate
            """.split("\\s+")).collect(Collectors.toUnmodifiableSet());

    private StandardHeaders() {}

    static boolean contains(String name) {
        return NAMES.contains(name.toLowerCase(Locale.ROOT));
    }
}
