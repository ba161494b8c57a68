package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.document.Loopback;
import java.net.InetAddress;
import java.net.UnknownHostException;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client's rule of what is this machine and that of the contract module give the same results. */
@Tag("pit-calls")
@Tag("pit-document")
class LoopbackTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost",
                "http://LOCALHOST:80/a",
                "http://api.localhost",
                "http://127.0.0.1:1",
                "http://127.255.1.254",
                "http://127.199.249.9",
                "http://[::1]:8",
                "http://[::ffff:127.0.0.1]",
                "http://[::ffff:7f00:1]",
                "http://[::ffff:7fff:fffe]"
            })
    void isLoopback_urlOfThisMachine_isTrue(String url) {
        assertThat(BaseUrl.isLoopback(HttpUrl.get(url))).isTrue();
        assertThat(Loopback.isLoopback(HttpUrl.get(url))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.segmind.com",
                "http://localhost.example.com",
                "http://notlocalhost",
                "http://127.0.0.1.example.com",
                "http://127.0.0.256",
                "http://127.999.999.999",
                "http://128.0.0.1",
                "http://0.0.0.0",
                "http://[::]",
                "http://[::2]",
                "http://[::ffff:8.8.8.8]",
                "http://[::ffff:8000:1]"
            })
    void isLoopback_urlOfAnotherHost_isFalse(String url) {
        assertThat(BaseUrl.isLoopback(HttpUrl.get(url))).isFalse();
        assertThat(Loopback.isLoopback(HttpUrl.get(url))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, true", "127.1.2.3, true", "::1, true", "0.0.0.0, true", "192.0.2.1, false", "::2, false"})
    void isLoopback_address_isTrueForThisMachine(String address, boolean expected) throws UnknownHostException {
        assertThat(Loopback.isLoopback(InetAddress.getByName(address))).isEqualTo(expected);
    }
}
