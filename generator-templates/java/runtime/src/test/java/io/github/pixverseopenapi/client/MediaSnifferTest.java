package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import okio.ByteString;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("pit-calls")
class MediaSnifferTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "89504e470d0a1a0a0000, image/png",
                "ffd8ffe000104a464946, image/jpeg",
                "474946383961, image/gif",
                "474946383761, image/gif",
                "524946460000000057454250, image/webp",
                "52494646000000005741564520, none",
                "000000206674797069736f6d, video/mp4",
                "00000020667479707174202020, video/quicktime",
                "000000206674797068656963, none",
                "000000206674797061766966, none",
                "0000002066747970, video/mp4",
                "1a45dfa3, video/webm",
                "3c68746d6c3e, none",
                "'', none"
            })
    void type_ofTheFirstBytes_isThatOfTheFormat(String hex, String type) {
        assertThat(MediaSniffer.type(ByteString.decodeHex(hex).toByteArray())).isEqualTo(type);
    }
}
