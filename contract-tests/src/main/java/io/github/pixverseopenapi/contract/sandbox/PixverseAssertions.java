package io.github.pixverseopenapi.contract.sandbox;

import org.assertj.core.api.Assertions;

/**
 * The way in to assertions on a sandbox, and to all of AssertJ's own, through one static import:
 *
 * <pre>{@code
 * assertThat(sandbox).received("textToVideo").withField("prompt", "A paper boat").once();
 * assertThat(sandbox).neverReceived("extendV5Video");
 * }</pre>
 */
public class PixverseAssertions extends Assertions {

    /** For subclasses that add assertions of their own. */
    protected PixverseAssertions() {}

    /** Begins an assertion on what a sandbox has received. */
    public static SandboxAssert assertThat(Sandbox actual) {
        return new SandboxAssert(actual);
    }
}
