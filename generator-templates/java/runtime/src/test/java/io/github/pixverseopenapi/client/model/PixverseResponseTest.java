package io.github.pixverseopenapi.client.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("pit-requests")
class PixverseResponseTest {
    @Test
    void properties_ofTheDocumentedTypes_areRead() {
        JobResult result = JobResult.fromJson("{\"status\":\"COMPLETED\",\"video\":{\"url\":\"https://example.com/a\"},"
                + "\"seed\":7,\"metrics\":{\"cost\":0.45,\"retry_count\":1},\"new\":{}}");

        assertThat(result.status()).contains(JobState.COMPLETED);
        assertThat(result.video().flatMap(JobVideo::url)).contains("https://example.com/a");
        assertThat(result.seed()).contains(7L);
        assertThat(result.metrics().flatMap(JobMetrics::cost)).contains(0.45);
        assertThat(result.metrics().flatMap(JobMetrics::retryCount)).contains(1);
        assertThat(result).asString().contains("\"new\":{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"status\":null,\"seed\":null}",
                "{\"status\":\"PAUSED\",\"seed\":\"7\"}",
                "{\"status\":{},\"video\":7,\"seed\":[],\"metrics\":\"none\",\"output\":1}",
                "{\"seed\":1.5}"
            })
    void properties_missingOrOfOtherTypes_areEmpty(String json) {
        JobResult result = JobResult.fromJson(json);

        assertThat(result.status()).isEmpty();
        assertThat(result.video()).isEmpty();
        assertThat(result.seed()).isEmpty();
        assertThat(result.metrics()).isEmpty();
        assertThat(result.output()).isEmpty();
    }

    @Test
    void lists_withElementsOfOtherTypes_haveTheOthers() {
        assertThat(UploadedFiles.fromJson("{\"file_urls\":[\"a\",7,null,\"b\"]}")
                        .fileUrls())
                .containsExactly("a", "b");
        assertThat(UploadedFiles.fromJson("{\"file_urls\":\"a\"}").fileUrls()).isEmpty();
        assertThat(HistoryPage.fromJson("{\"data\":[7,{\"request_id\":\"a\",\"request_body\":{\"x\":1}}]}")
                        .data())
                .singleElement()
                .satisfies(row -> assertThat(row.requestBody()).contains("{\"x\":1}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "{", "<html>", "null"})
    void fromJson_textThatIsNoObject_isRejected(String json) {
        assertThatThrownBy(() -> JobStatus.fromJson(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("json must be the text of a JSON object, but was ");
    }

    @Test
    void uploadRequest_withADataUrl_hasNoViolations() {
        UploadRequest request = UploadRequest.builder()
                .dataUrls(List.of("data:image/png;base64,AAAA"))
                .build();

        assertThat(request.violations()).isEmpty();
        assertThat(request.dataUrls()).containsExactly("data:image/png;base64,AAAA");
    }

    @Test
    void uploadRequest_changedByItsBuilder_keepsTheRest() {
        UploadRequest request =
                UploadRequest.builder().dataUrls(List.of("data:image/png;base64,AAAA")).build().toBuilder()
                        .additionalProperty("folder", "a")
                        .build();

        assertThat(request.toJson()).isEqualTo("{\"data_urls\":[\"data:image/png;base64,AAAA\"],\"folder\":\"a\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"data_urls\":[]}",
                "{\"data_urls\":\"data:image/png;base64,AAAA\"}",
                "{\"data_urls\":[\"https://example.com/a.png\"]}"
            })
    void uploadRequest_withoutDataUrls_hasAViolation(String json) {
        assertThat(UploadRequest.fromJson(json).violations())
                .singleElement()
                .asString()
                .startsWith("data_urls must be a list of at least 1, each a data URL of an image or a video in Base64");
    }
}
