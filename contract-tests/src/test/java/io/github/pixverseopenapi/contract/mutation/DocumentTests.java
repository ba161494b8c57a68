package io.github.pixverseopenapi.contract.mutation;

import static java.util.stream.Collectors.toCollection;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherExecutionRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherExecutionRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs all tests of the document on one document after another, up to the first that fails. For one thread. */
final class DocumentTests {
    private final Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
            .enableTestEngineAutoRegistration(false)
            .addTestEngines(new JupiterTestEngine())
            .enableTestExecutionListenerAutoRegistration(false)
            .enableLauncherSessionListenerAutoRegistration(false)
            .enableLauncherDiscoveryListenerAutoRegistration(false)
            .enablePostDiscoveryFilterAutoRegistration(false)
            .build());
    private final List<TestClass> classes =
            ReflectionSupport.findAllClassesInPackage(DocumentLoader.TESTS, type -> true, name -> name.endsWith("Test"))
                    .stream()
                    .map(type -> new TestClass(type.getName()))
                    .collect(toCollection(ArrayList::new));

    /** The first failure, as text; empty when all tests pass. */
    Optional<String> failure(Object document) {
        DocumentLoader loader = new DocumentLoader(document);
        classes.sort(Comparator.comparing(TestClass::nanosPerFailure));
        for (TestClass tests : classes) {
            long start = System.nanoTime();
            TestFailure failure = run(load(loader, tests.name));
            tests.nanos += System.nanoTime() - start;
            if (failure.text != null) {
                tests.failures++;
                return Optional.of(failure.text);
            }
        }
        return Optional.empty();
    }

    private TestFailure run(Class<?> tests) {
        TestFailure failure = new TestFailure();
        LauncherExecutionRequest request = LauncherExecutionRequestBuilder.request(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(tests))
                                .enableImplicitConfigurationParameters(false)
                                .build())
                .listeners(failure)
                .cancellationToken(failure.stop)
                .build();
        launcher.execute(request);
        return failure;
    }

    private static Class<?> load(ClassLoader loader, String name) {
        try {
            return loader.loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tests that detect the most mutants in the shortest time run first. */
    private static final class TestClass {
        private final String name;
        private int failures;
        private long nanos;

        TestClass(String name) {
            this.name = name;
        }

        long nanosPerFailure() {
            return nanos / (failures + 1);
        }
    }

    /** Records the first failure and skips all further tests. A failing source of arguments counts too. */
    private static final class TestFailure implements TestExecutionListener {
        private final CancellationToken stop = CancellationToken.create();
        private String text;

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (result.getStatus() == TestExecutionResult.Status.FAILED && text == null) {
                text = test.getUniqueId() + ": "
                        + result.getThrowable().map(Throwable::toString).orElse("");
                stop.cancel();
            }
        }
    }
}
