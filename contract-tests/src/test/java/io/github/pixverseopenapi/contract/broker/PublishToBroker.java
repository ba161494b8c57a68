package io.github.pixverseopenapi.contract.broker;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Publishes the committed pacts, their verification against the sandbox and the OpenAPI document to a Pact Broker. See
 * {@link BrokerSettings} for its options. {@code mvn -Ppublish} runs it.
 */
public final class PublishToBroker {
    private static final int SUCCESS = 0;
    private static final int FAILURE = 1;
    private static final int INVALID = 2;

    private static final Path PACTS = Path.of("pacts");
    private static final Path DOCUMENT = Path.of("..", "openapi", "pixverse.yaml");
    private static final String VERIFICATION = "io.github.pixverseopenapi.contract.pact.ProviderPactTest";

    private final Path pacts;
    private final Path document;
    private final Supplier<VerificationResult> verification;
    private final PrintStream out;
    private final PrintStream err;

    PublishToBroker(
            Path pacts, Path document, Supplier<VerificationResult> verification, PrintStream out, PrintStream err) {
        this.pacts = pacts;
        this.document = document;
        this.verification = verification;
        this.out = out;
        this.err = err;
    }

    /** Publishes from the folder of the contract tests, and exits with 0, 1 (failure) or 2 (invalid options). */
    public static void main(String[] arguments) throws IOException {
        PublishToBroker publisher =
                new PublishToBroker(PACTS, DOCUMENT, () -> PactVerification.run(VERIFICATION), System.out, System.err);
        int exitCode = publisher.run(
                System::getProperty, System.getenv(), new GitCheckout(Path.of("."), List.of(PACTS, DOCUMENT)));
        // Threads of the sandbox may remain.
        System.exit(exitCode);
    }

    int run(Function<String, String> properties, Map<String, String> environment, GitCheckout checkout)
            throws IOException {
        BrokerSettings settings;
        try {
            settings = BrokerSettings.read(properties, environment, checkout);
        } catch (IllegalArgumentException e) {
            return fail(INVALID, e.getMessage() + ". Nothing was sent");
        }
        List<CommittedPact> committed = CommittedPact.in(pacts);
        VerificationResult result = verification.get();
        List<String> unverified = committed.stream()
                .flatMap(pact -> pact.descriptions().stream().map(pact::nameOf))
                .filter(interaction -> !result.contains(interaction))
                .toList();
        if (!unverified.isEmpty()) {
            return fail(
                    FAILURE,
                    unverified.size() + " of the interactions of the pact were not verified, such as '"
                            + unverified.get(0) + "'. Nothing was sent\n" + result.failures());
        }
        out.println("Verified against the sandbox: " + (result.count() - result.failed()) + " of " + result.count()
                + " interactions hold.");
        try (Broker broker = new Broker(settings)) {
            for (CommittedPact pact : committed) {
                publish(broker, settings, pact, result);
            }
            for (String provider :
                    committed.stream().map(CommittedPact::provider).distinct().toList()) {
                publishDocument(broker, provider + " " + settings.providerVersion(), provider, result);
            }
        } catch (BrokerException e) {
            return fail(FAILURE, e.getMessage());
        }
        return result.isSuccess()
                ? SUCCESS
                : fail(FAILURE, result.failed() + " of " + result.count() + " interactions fail\n" + result.failures());
    }

    private void publishDocument(Broker broker, String version, String provider, VerificationResult result)
            throws IOException {
        out.println(
                broker.publishDocument(provider, Files.readString(document), result)
                        ? "Published the OpenAPI document as the contract of " + version + "."
                        : "Did not publish the OpenAPI document: only PactFlow takes contracts of providers.");
    }

    private void publish(Broker broker, BrokerSettings settings, CommittedPact pact, VerificationResult result) {
        broker.publish(pact);
        out.println("Published the pact of " + pact.consumer() + " " + settings.consumerVersion() + " and "
                + pact.provider()
                + settings.branch().map(branch -> ", branch " + branch).orElse("")
                + (settings.tags().isEmpty() ? "" : ", tags " + String.join(", ", settings.tags())) + ".");
        broker.publish(pact, result);
        out.println("Published its verification by " + pact.provider() + " " + settings.providerVersion() + ": "
                + (result.isSuccess() ? "success" : "failure") + ".");
    }

    private int fail(int exitCode, String message) {
        out.flush();
        err.println("publish: " + message.strip());
        return exitCode;
    }
}
