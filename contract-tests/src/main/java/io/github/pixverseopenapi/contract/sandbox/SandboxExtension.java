package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.client.PixverseClient;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test method that asks for them a fresh {@link Sandbox} and a {@link PixverseClient} that calls it, both
 * closed after the test. The same ones go to the test's {@code @BeforeEach} and {@code @AfterEach} methods and, where
 * JUnit makes an instance for each method, to the test class's constructor. Each invocation of a parameterised or
 * repeated test has its own, so tests may run in parallel.
 *
 * <p>The client has the sandbox's key and address and gives up after five seconds more than the sandbox's latency;
 * everything else is as the client has it by default, retries after 429 included.
 *
 * <p>Use {@code @ExtendWith(SandboxExtension.class)} for all defaults, or a {@code @RegisterExtension} field for
 * settings:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final SandboxExtension SANDBOX =
 *         SandboxExtension.of(Sandbox.builder().credits(BigDecimal.ONE)).client(client -> client.retries(0));
 * }</pre>
 */
public final class SandboxExtension implements ParameterResolver {

    /** Far more than a call of the sandbox takes, and less than anyone likes to wait for a test. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Namespace NAMESPACE = Namespace.create(SandboxExtension.class);

    private final Sandbox.Builder options;
    private final UnaryOperator<PixverseClient.Builder> clientOptions;

    /** For {@code @ExtendWith}: all defaults. */
    public SandboxExtension() {
        this(Sandbox.builder(), UnaryOperator.identity());
    }

    private SandboxExtension(Sandbox.Builder options, UnaryOperator<PixverseClient.Builder> clientOptions) {
        this.options = options;
        this.clientOptions = clientOptions;
    }

    /** Sandboxes with these options. Leave the port at 0, or tests cannot run in parallel. */
    public static SandboxExtension of(Sandbox.Builder options) {
        return new SandboxExtension(Settings.present("options", options), UnaryOperator.identity());
    }

    /** The same sandboxes, and clients with these options beside, or instead of, those of this extension. */
    public SandboxExtension client(UnaryOperator<PixverseClient.Builder> newOptions) {
        return new SandboxExtension(options, Settings.present("client", newOptions));
    }

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Sandbox.class || type == PixverseClient.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException("A sandbox and its client belong to one test method;"
                    + " ask for them there, in @BeforeEach or in @AfterEach.");
        }
        // The store closes what it holds when the test is over, the latest first: the client before its sandbox.
        Store store = context.getStore(NAMESPACE);
        Sandbox sandbox = store.computeIfAbsent(Sandbox.class, type -> options.start(), Sandbox.class);
        return parameter.getParameter().getType() == Sandbox.class
                ? sandbox
                : store.computeIfAbsent(PixverseClient.class, type -> client(sandbox), PixverseClient.class);
    }

    private PixverseClient client(Sandbox sandbox) {
        PixverseClient.Builder client = PixverseClient.builder()
                .apiKey(sandbox.apiKey())
                .baseUrl(sandbox.baseUrl())
                .timeout(sandbox.latency().plus(PATIENCE));
        return clientOptions.apply(client).build();
    }
}
