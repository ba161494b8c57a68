package io.github.pixverseopenapi.contract.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.sandbox.Provenance;
import java.net.InetAddress;
import java.net.UnknownHostException;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("pit-record")
class OriginTest {

    @ParameterizedTest
    @CsvSource({
        "https://api.segmind.com/v1/pixverse-v6, 203.0.113.7, RECORDED",
        // A local name server or proxy can map any host name to any address.
        "https://api.segmind.com/v1/pixverse-v6, 127.0.0.1, SYNTHESISED",
        "https://api.segmind.com/v1/pixverse-v6, 127.8.8.8, SYNTHESISED",
        "https://api.segmind.com/v1/pixverse-v6, ::1, SYNTHESISED",
        "https://api.segmind.com/v1/pixverse-v6, 0.0.0.0, SYNTHESISED",
        "http://api.segmind.com/v1/pixverse-v6, 203.0.113.7, SYNTHESISED",
        "https://api.segmind.com:8443/v1/pixverse-v6, 203.0.113.7, SYNTHESISED",
        "https://api.segmind.com.example.com/v1/pixverse-v6, 203.0.113.7, SYNTHESISED",
        "https://segmind.com/v1/pixverse-v6, 203.0.113.7, SYNTHESISED",
        "http://127.0.0.1:8089/v1/pixverse-v6, 127.0.0.1, SYNTHESISED"
    })
    void kind_ofAnyServer_isRecordedForTheDocumentsServerOnly(String url, String address, Provenance kind)
            throws UnknownHostException {
        // Literal IP addresses, which need no name resolution.
        assertThat(Origin.kind(ApiDocument.load(), HttpUrl.get(url), InetAddress.getByName(address)))
                .isEqualTo(kind);
    }
}
