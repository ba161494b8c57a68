package com.example.junit;

import java.io.PrintWriter;
import java.util.List;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs tests with the JUnit of the class path, and counts what the extension opened and closed. */
public final class ExtensionRun {
    private ExtensionRun() {}

    /** @param arguments the version of JUnit */
    public static void main(String[] arguments) {
        String version = arguments[0];
        // Since 5.12, an extension may ask for the context of the test when JUnit calls the constructor.
        boolean constructors = !version.matches("5\\.1[01]\\..*");
        TestExecutionSummary summary = run();
        List<String> messages = summary.getFailures().stream()
                .map(failure -> String.valueOf(failure.getException().getMessage()))
                .toList();
        long unexpected = messages.stream()
                .filter(message ->
                        !message.contains("Expected: ") && (constructors || !message.contains("belong to one test")))
                .count();
        if (unexpected > 0) {
            summary.printFailuresTo(new PrintWriter(System.err), 5);
        }
        require("failures without the text expected", 0, unexpected);
        require("tests that succeeded", constructors ? 11 : 9, summary.getTestsSucceededCount());
        require("tests that failed", constructors ? 4 : 6, summary.getTestsFailedCount());
        require("sandboxes opened", constructors ? 15 : 11, Resources.sandboxes());
        require("sandboxes closed", Resources.sandboxes(), Resources.closedSandboxes());
        require("clients opened", constructors ? 11 : 9, Resources.clients());
        require("clients closed", Resources.clients(), Resources.closedClients());
        System.out.printf(
                "JUnit %-7s %d sandboxes and %d clients opened and closed by %d tests%n",
                version, Resources.sandboxes(), Resources.clients(), summary.getTestsFoundCount());
    }

    private static TestExecutionSummary run() {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(
                                        DiscoverySelectors.selectClass(MethodTests.class),
                                        DiscoverySelectors.selectClass(ConstructorTests.class))
                                .build(),
                        listener);
        return listener.getSummary();
    }

    private static void require(String subject, long expected, long actual) {
        if (expected != actual) {
            System.err.println("the number of " + subject + " must be " + expected + ", but was " + actual);
            // A sandbox that is still open would keep the process alive.
            System.exit(1);
        }
    }
}
