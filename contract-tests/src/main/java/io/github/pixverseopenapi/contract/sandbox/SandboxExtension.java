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
 * A JUnit extension that injects a new {@link Sandbox} and a {@link PixverseClient} for it into each test method with
 * such parameters, and closes both after the test. The test's {@code @BeforeEach} and {@code @AfterEach} methods get
 * the same instances and so does, from JUnit 5.12 on with the lifecycle {@code PER_METHOD}, the constructor of the test
 * class. Each invocation of a parameterised or repeated test has its own instances, so tests may run in parallel.
 * Requires JUnit 5.10 or later, or JUnit 6.
 *
 * <p>The client uses the API key and base URL of the sandbox and a timeout of the sandbox's latency plus five seconds.
 * All other client options have their defaults, including retries after 429.
 *
 * <p>Use {@code @ExtendWith(SandboxExtension.class)} for the defaults, or a {@code @RegisterExtension} field to set
 * options:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final SandboxExtension SANDBOX =
 *         SandboxExtension.of(Sandbox.builder().credits(BigDecimal.ONE)).client(client -> client.maxRetries(0));
 * }</pre>
 */
public final class SandboxExtension implements ParameterResolver {

    /** Far more than a call of the sandbox takes. */
    private static final Duration TIMEOUT_MARGIN = Duration.ofSeconds(5);

    private static final Namespace NAMESPACE = Namespace.create(SandboxExtension.class);

    private final Sandbox.Builder options;
    private final UnaryOperator<PixverseClient.Builder> clientOptions;

    /** Uses all defaults; for {@code @ExtendWith}. */
    public SandboxExtension() {
        this(Sandbox.builder(), UnaryOperator.identity());
    }

    private SandboxExtension(Sandbox.Builder options, UnaryOperator<PixverseClient.Builder> clientOptions) {
        this.options = options;
        this.clientOptions = clientOptions;
    }

    /** Creates sandboxes with these options. With a port other than 0, tests cannot run in parallel. */
    public static SandboxExtension of(Sandbox.Builder options) {
        return new SandboxExtension(SandboxOptions.nonNull("options", options), UnaryOperator.identity());
    }

    /** Returns an extension that creates the same sandboxes and applies these options to each client last. */
    public SandboxExtension client(UnaryOperator<PixverseClient.Builder> newOptions) {
        return new SandboxExtension(options, SandboxOptions.nonNull("client", newOptions));
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
                .timeout(sandbox.latency().plus(TIMEOUT_MARGIN));
        return clientOptions.apply(client).build();
    }

    /**
     * The sandbox and the client of one test. The JUnit store closes them after the test, also when a constructor or
     * {@code @BeforeEach} fails: as a {@code CloseableResource} up to JUnit 5.12, as an {@link AutoCloseable} since.
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
