package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import okhttp3.HttpUrl;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("pit-calls")
class BaseUrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://api.segmind.com, https://files.example.com/v.mp4, true",
        "https://api.segmind.com, http://files.example.com/v.mp4, false",
        "https://api.segmind.com, http://127.0.0.1:8080/admin, false",
        "https://api.segmind.com, https://127.0.0.1:8080/admin, false",
        "https://api.segmind.com, https://localhost/admin, false",
        "https://api.segmind.com, https://a.localhost/admin, false",
        "https://api.segmind.com, https://[::1]/admin, false",
        "https://api.segmind.com, https://[::ffff:127.0.0.1]/admin, false",
        "https://api.segmind.com, https://[::ffff:7f00:1]/admin, false",
        "https://api.segmind.com, https://[::ffff:808:808]/v.mp4, true",
        "https://api.segmind.com, https://user@files.example.com/v.mp4, false",
        "https://api.segmind.com, https://:word@files.example.com/v.mp4, false",
        "http://127.0.0.1:99, http://127.0.0.1:8080/v.mp4, true",
        "http://127.0.0.1:99, http://user@127.0.0.1:8080/v.mp4, false",
        "http://[::1]:99, https://files.example.com/v.mp4, true",
        "http://localhost:99, http://files.example.com/v.mp4, false"
    })
    void mayLinkTo_ofAnAddress_isTrueOverHttpsOrWithinThisMachine(String server, String address, boolean expected) {
        assertThat(BaseUrl.mayLinkTo(HttpUrl.get(server), HttpUrl.get(address))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not a URL | an https URL, or an http URL of this machine, such as https://api.segmind.com,"
                        + " but was not a URL",
                "http://example.com | an https URL, or an http URL of this machine, because plain http shows the API"
                        + " key to the network, such as https://api.segmind.com, but was http://example.com",
                "https://me:word@example.com | a URL without a user name or password, such as"
                        + " https://api.segmind.com, but was https://<redacted>@example.com",
                "https://example.com?a=b | a URL without a query or fragment, such as https://api.segmind.com,"
                        + " but was https://example.com?a=b",
                "https://example.com/v1 | the server's root without the version, which the paths hold, such as"
                        + " https://api.segmind.com, but was https://example.com/v1"
            })
    void problem_ofAUrl_statesTheRule(String url, String rule) {
        assertThat(BaseUrl.problem("baseUrl", url)).isEqualTo("baseUrl must be " + rule);
    }
}
