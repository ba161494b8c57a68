package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("pit-calls")
class ServerRouterTest {
    private static final String HISTORY = "https://api.spotprod.segmind.com/inference-request/request-history";

    private static ServerRouter router(String baseUrl) {
        return new ServerRouter(BaseUrl.parse(baseUrl), Collections.emptyMap());
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.segmind.com, " + HISTORY + "/1?page=2, " + HISTORY + "/1?page=2",
        "http://127.0.0.1:8080, " + HISTORY + "/1?page=2,"
                + " http://127.0.0.1:8080/inference-request/request-history/1?page=2",
        "https://example.com/proxy/, https://workflows-api.segmind.com/upload-asset,"
                + " https://example.com/proxy/upload-asset",
        "https://example.com, https://api.segmind.com/v1/get-user-credits, https://example.com/v1/get-user-credits",
        "https://example.com, https://example.com/v1/get-user-credits, https://example.com/v1/get-user-credits"
    })
    void route_toAnOperation_isWhereTheBaseUrlIs(String baseUrl, String documented, String expected) {
        Request request = new Request.Builder().url(documented).build();

        assertThat(router(baseUrl).route(request).url()).hasToString(expected);
    }

    @Test
    void route_toAnOperationThatIsNotMoved_keepsTheRequest() {
        Request request = new Request.Builder()
                .url("https://api.segmind.com/v1/pixverse-text2video")
                .build();

        assertThat(router("https://api.segmind.com").route(request)).isSameAs(request);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.segmind.com, https://api.segmind.com/v2/pixverse-v6, true",
        "https://api.segmind.com, https://api.segmind.com/v2/requests/an-id/status, true",
        "https://api.segmind.com, https://api.segmind.com/v1/other-model, false",
        "https://api.segmind.com, https://api.segmind.com/, false",
        "https://api.segmind.com, " + HISTORY + ", true",
        "https://api.segmind.com, " + HISTORY + "/an-id?page=1, true",
        "https://api.segmind.com, " + HISTORY + "/an-id/more, false",
        "https://api.segmind.com, https://api.spotprod.segmind.com/upload-asset, false",
        "https://api.segmind.com, https://workflows-api.segmind.com/upload-asset, true",
        "https://api.segmind.com, http://workflows-api.segmind.com/upload-asset, false",
        "https://api.segmind.com, https://workflows-api.segmind.com:444/upload-asset, false",
        "https://api.segmind.com, https://images.segmind.com/video.mp4, false",
        "https://example.com, " + HISTORY + ", false",
        "https://example.com, https://api.segmind.com/v2/pixverse-v6, false",
        "https://example.com, https://example.com/inference-request/request-history, true"
    })
    void takesKey_ofAnAddress_isTrueForOperationsOfTheConfiguredServers(String baseUrl, String url, boolean expected) {
        assertThat(router(baseUrl).takesKey(HttpUrl.get(url))).isEqualTo(expected);
    }

    @Test
    void route_toAnOperationWithItsOwnBaseUrl_isThere() {
        ServerRouter router = new ServerRouter(
                BaseUrl.parse("https://example.com"),
                Map.of(Operation.UPLOAD_ASSET, BaseUrl.parse("https://files.example.com/in")));
        HttpUrl upload = HttpUrl.get("https://files.example.com/in/upload-asset");

        assertThat(router.route(new Request.Builder()
                                .url("https://workflows-api.segmind.com/upload-asset")
                                .build())
                        .url())
                .isEqualTo(upload);
        assertThat(router.takesKey(upload)).isTrue();
        assertThat(router.takesKey(HttpUrl.get("https://files.example.com/in/v1/get-user-credits")))
                .isFalse();
        assertThat(router.takesKey(HttpUrl.get("https://example.com/upload-asset")))
                .isFalse();
        assertThat(router.server(Operation.UPLOAD_ASSET)).hasToString("https://files.example.com/in/");
        assertThat(router.server(Operation.GET_CREDITS)).hasToString("https://example.com/");
    }
}
