package io.github.pixverseopenapi.contract.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pixverseopenapi.client.PixverseClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the extension gives a test as parameters. */
@Tag("pit-sandbox")
class SandboxParametersTest {

    private final List<String> built = new ArrayList<>();

    @RegisterExtension
    final SandboxExtension extension = SandboxExtension.of(Sandbox.builder().apiKey("key-of-this-test"))
            .client(client -> {
                built.add("client");
                return client.maxRetries(0);
            });

    @Test
    void parameters_ofOneTest_belongTogether(Sandbox sandbox, PixverseClient client, Sandbox again, TestInfo info) {
        assertThat(sandbox.apiKey()).isEqualTo("key-of-this-test");
        assertThat(again).isSameAs(sandbox);
        assertThat(built).containsExactly("client");
        assertThat(client).isNotNull();
        assertThat(info).isNotNull();
    }

    @Test
    void options_thatAreNull_areRejected() {
        assertThatThrownBy(() -> SandboxExtension.of(null)).hasMessage("options must be present, but was null");
        assertThatThrownBy(() -> new SandboxExtension().client(null))
                .hasMessage("client must be present, but was null");
    }
}
