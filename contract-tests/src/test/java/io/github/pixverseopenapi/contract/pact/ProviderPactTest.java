package io.github.pixverseopenapi.contract.pact;

import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.provider.junit5.PactVerificationContext;
import au.com.dius.pact.provider.junit5.PactVerificationInvocationContextProvider;
import au.com.dius.pact.provider.junitsupport.Provider;
import au.com.dius.pact.provider.junitsupport.State;
import au.com.dius.pact.provider.junitsupport.loader.PactFolder;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import java.math.BigDecimal;
import org.apache.hc.core5.http.HttpRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/** The sandbox keeps the committed pact. */
@Provider(ExchangePact.PROVIDER)
@PactFolder("pacts")
class ProviderPactTest {

    /** Not the key that stands in the pact, so that the right one is known to be put in its place. */
    private static final String KEY = "key-of-this-sandbox-only";

    private static Sandbox sandbox;

    private RememberingTarget target;
    private String presentedKey;

    @BeforeAll
    static void startSandbox() {
        sandbox = Sandbox.builder().apiKey(KEY).start();
    }

    @AfterAll
    static void stopSandbox() {
        sandbox.close();
    }

    @BeforeEach
    void aimAtSandbox(PactVerificationContext context) {
        target = new RememberingTarget(sandbox);
        context.setTarget(target);
    }

    @State(Situation.VALID_ACCOUNT)
    void validAccount() {
        sandbox.setCredits(BigDecimal.TEN);
        presentedKey = sandbox.apiKey();
    }

    @State(Situation.INVALID_KEY)
    void invalidKey() {
        presentedKey = "no-" + sandbox.apiKey();
    }

    @TestTemplate
    @ExtendWith(PactVerificationInvocationContextProvider.class)
    void request_ofTheCommittedPact_isAnsweredAsAgreed(PactVerificationContext context, HttpRequest request) {
        // Replaces the pact's example; a second header of the name would leave the choice to the sandbox.
        request.setHeader(ApiDocument.load().securityHeader(), presentedKey);
        context.verifyInteraction();
        ApiOperation called = ApiDocument.load().operation(request.getPath()).orElseThrow();
        assertThat(target.problems(called)).isEmpty();
    }
}
