package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.client.PixverseClient;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test method that asks for them a fresh {@link Sandbox} and a {@link PixverseClient} that calls it, both
 * closed after the test. The same ones go to the test's {@code @BeforeEach} and {@code @AfterEach} methods and, from
 * JUnit 5.12 on and where JUnit makes an instance for each method, to the test class's constructor. Each invocation of a
 * parameterised or repeated test has its own, so tests may run in parallel. Runs on JUnit 5.10 and later, and on JUnit 6.
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
 *         SandboxExtension.of(Sandbox.builder().credits(BigDecimal.ONE)).client(client -> client.maxRetries(0));
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
        return new SandboxExtension(SandboxOptions.present("options", options), UnaryOperator.identity());
    }

    /** The same sandboxes, and clients with these options beside, or instead of, those of this extension. */
    public SandboxExtension client(UnaryOperator<PixverseClient.Builder> newOptions) {
        return new SandboxExtension(options, SandboxOptions.present("client", newOptions));
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
            throw new ParameterResolutionException("a parameter of type "
                    + parameter.getParameter().getType().getSimpleName()
                    + " must belong to one test: declare it in a test method, in @BeforeEach, in @AfterEach or, from"
                    + " JUnit 5.12 on, in the constructor of a class that JUnit makes an instance of for each test");
        }
        Store store = context.getStore(NAMESPACE);
        Resources resources = store.get(Resources.class, Resources.class);
        if (resources == null) {
            resources = new Resources(options.start());
            store.put(Resources.class, resources);
        }
        return parameter.getParameter().getType() == Sandbox.class ? resources.sandbox : resources.client(this::client);
    }

    private PixverseClient client(Sandbox sandbox) {
        PixverseClient.Builder client = PixverseClient.builder()
                .apiKey(sandbox.apiKey())
                .baseUrl(sandbox.baseUrl())
                .timeout(sandbox.latency().plus(PATIENCE));
        return clientOptions.apply(client).build();
    }

    /**
     * The sandbox and the client of one test. JUnit's store closes them after the test, also when a constructor or
     * {@code @BeforeEach} failed: as a {@code CloseableResource} up to JUnit 5.12, as an {@link AutoCloseable} since.
     */
    @SuppressWarnings("deprecation")
    private static final class Resources implements Store.CloseableResource, AutoCloseable {
        private final Sandbox sandbox;
        private PixverseClient client;

        Resources(Sandbox sandbox) {
            this.sandbox = sandbox;
        }

        PixverseClient client(Function<Sandbox, PixverseClient> factory) {
            if (client == null) {
                client = factory.apply(sandbox);
            }
            return client;
        }

        @Override
        public void close() {
            try (sandbox) {
                if (client != null) {
                    client.close();
                }
            }
        }
    }
}
