package io.github.pixverseopenapi.contract.broker;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.pixverseopenapi.contract.redaction.TextSanitizer;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the test that verifies the committed pact, so that what is published is the result of this very pact. */
final class PactVerification {
    private static final int MAX_MESSAGE_LENGTH = 500;

    private PactVerification() {}

    /** @param test the class of a test whose executions are named after consumer and interaction */
    static VerificationResult run(String test) {
        VerificationResult result = new VerificationResult();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(test))
                                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                                .build(),
                        new TestExecutionListener() {
                            @Override
                            public void executionFinished(TestIdentifier identifier, TestExecutionResult execution) {
                                Optional<String> failure = failure(execution);
                                // A container that fails, such as a class, keeps its tests from running.
                                if (identifier.isTest() || failure.isPresent()) {
                                    result.add(identifier.getDisplayName(), failure);
                                }
                            }
                        });
        return result;
    }

    private static Optional<String> failure(TestExecutionResult execution) {
        return execution.getStatus() == TestExecutionResult.Status.SUCCESSFUL
                ? Optional.empty()
                : Optional.of(execution
                        .getThrowable()
                        .map(failure -> TextSanitizer.abbreviate(
                                TextSanitizer.line(String.valueOf(failure.getMessage())), MAX_MESSAGE_LENGTH))
                        .orElse("aborted"));
    }
}
