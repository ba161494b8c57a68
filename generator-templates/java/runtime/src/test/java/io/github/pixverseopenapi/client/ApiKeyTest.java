package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("pit-calls")
class ApiKeyTest {
    @Test
    void toString_isRedacted() throws IOException {
        assertThat(ApiKey.from(() -> "SG_0123456789abcdef")).hasToString("<redacted>");
    }
}
