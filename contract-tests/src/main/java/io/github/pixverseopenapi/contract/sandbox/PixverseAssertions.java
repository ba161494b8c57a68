package io.github.pixverseopenapi.contract.sandbox;

import org.assertj.core.api.Assertions;

/**
 * The entry point for assertions on a sandbox and for all AssertJ assertions, through one static import:
 *
 * <pre>{@code
 * assertThat(sandbox).received("textToVideo").withField("prompt", "A paper boat").once();
 * assertThat(sandbox).neverReceived("extendV5Video");
 * assertThat(sandbox).job(id).isCompleted().wasDownloaded();
 * }</pre>
 */
public class PixverseAssertions extends Assertions {

    /** For subclasses that add assertions. */
    protected PixverseAssertions() {}

    /** Starts an assertion on the requests that a sandbox has received. */
    public static SandboxAssert assertThat(Sandbox actual) {
        return new SandboxAssert(actual);
    }
}
