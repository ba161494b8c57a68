package io.github.pixverseopenapi.contract.sandbox;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test method that asks for a {@link Sandbox} parameter a fresh one, closed after the test. The same one
 * goes to the test's {@code @BeforeEach} and {@code @AfterEach} methods and, where JUnit makes an instance for each
 * method, to the test class's constructor. Tests may run in parallel.
 *
 * <p>Use {@code @ExtendWith(SandboxExtension.class)} for a sandbox with all defaults, or a {@code @RegisterExtension}
 * field made with {@link #of(Sandbox.Builder)} for one with options.
 */
public final class SandboxExtension implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(SandboxExtension.class);

    private final Sandbox.Builder options;

    /** For {@code @ExtendWith}: sandboxes with all defaults. */
    public SandboxExtension() {
        this(Sandbox.builder());
    }

    private SandboxExtension(Sandbox.Builder options) {
        this.options = options;
    }

    /** Sandboxes with these options. Leave the port at 0, or tests cannot run in parallel. */
    public static SandboxExtension of(Sandbox.Builder options) {
        return new SandboxExtension(Settings.present("options", options));
    }

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Sandbox.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException(
                    "A sandbox belongs to one test method; ask for it there, in @BeforeEach or in @AfterEach.");
        }
        return sandbox(context);
    }

    /** The test's sandbox, started at the first call; the store closes it when the test is over. */
    private Sandbox sandbox(ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .computeIfAbsent(Sandbox.class, type -> options.start(), Sandbox.class);
    }
}
