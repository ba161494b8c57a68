package io.github.pixverseopenapi.contract.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerSettingsTest {
    private final Map<String, String> properties = new HashMap<>(
            Map.of(BrokerSettings.URL, "https://broker.example.org/pact/", BrokerSettings.CONSUMER_VERSION, "1a2b3c"));
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path folder;

    private BrokerSettings read() {
        return BrokerSettings.read(
                properties::get, environment, new GitCheckout(folder, List.of(folder.resolve("pact.json"))));
    }

    @ParameterizedTest
    @CsvSource({
        "pixverse.broker.url,      nowhere,                'pixverse.broker.url must be an http or https URL without credentials, but was another text (value redacted)'",
        "pixverse.broker.url,      'https://a:b@host',     'pixverse.broker.url must be an http or https URL without credentials, but was one with user name or password (value redacted)'",
        "pixverse.broker.url,      'https://host/?q=1',    'pixverse.broker.url must be an http or https URL without credentials, but was one with a query or fragment'",
        "pixverse.broker.buildUrl, build seven,            'pixverse.broker.buildUrl must be an http or https URL without credentials, but was another text (value redacted)'",
        "pixverse.broker.tags,     'a,,b',                 'pixverse.broker.tags must be text in one line, separated by commas, but was '''''"
    })
    void settings_invalidOption_namesIt(String option, String value, String message) {
        properties.put(option, value);
        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "PACT_BROKER_TOKEN,    secret, PACT_BROKER_USERNAME, ada, PACT_BROKER_TOKEN must not be combined with PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD",
        "PACT_BROKER_USERNAME, ada,    PACT_BROKER_PASSWORD, '',  PACT_BROKER_USERNAME must be combined with PACT_BROKER_PASSWORD",
        "PACT_BROKER_TOKEN,    'a b',  PACT_BROKER_USERNAME, '',  'PACT_BROKER_TOKEN must be visible ASCII characters without blanks, but was not (value redacted)'"
    })
    void settings_invalidCredentials_namesTheVariables(
            String variable, String value, String other, String otherValue, String message) {
        environment.put(variable, value);
        environment.put(other, otherValue);
        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void settings_credentialsOverPlainHttpToAnotherHost_areRejected() {
        properties.put(BrokerSettings.URL, "http://broker.example.org");
        environment.put(BrokerCredentials.TOKEN, "secret-token");
        assertThatThrownBy(this::read)
                .hasMessage("pixverse.broker.url must be an https URL, or one of this machine, because credentials are"
                        + " set, but was http://broker.example.org/");
    }

    @Test
    void settings_withoutOptions_haveTheDefaults() {
        BrokerSettings settings = read();
        assertThat(settings.root()).isEqualTo("https://broker.example.org/pact");
        assertThat(settings.providerVersion()).isEqualTo("sandbox-1a2b3c");
        assertThat(settings.branch()).isEmpty();
        assertThat(settings.tags()).isEmpty();
        assertThat(settings.credentials()).isEmpty();
    }

    @Test
    void settings_withCredentials_neverPrintThem() {
        environment.put(BrokerCredentials.TOKEN, "secret-token");
        assertThat(read().toString()).contains("<credentials>").doesNotContain("secret-token");
    }

    @Test
    void version_notGiven_isTheCommitOfACleanCheckout() throws IOException, InterruptedException {
        requireGit();
        properties.remove(BrokerSettings.CONSUMER_VERSION);
        Files.writeString(folder.resolve("pact.json"), "{}");
        git("init", "--quiet", "--initial-branch=topic/kites");
        git("add", ".");
        git("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "--quiet", "--message=Add a pact");

        BrokerSettings settings = read();
        assertThat(settings.consumerVersion()).isEqualTo(git("rev-parse", "HEAD"));
        assertThat(settings.branch()).contains("topic/kites");
    }

    @Test
    void version_notGivenInAChangedCheckout_isRejected() throws IOException, InterruptedException {
        version_notGiven_isTheCommitOfACleanCheckout();
        Files.writeString(folder.resolve("pact.json"), "{\"changed\": true}");

        assertThatThrownBy(this::read)
                .hasMessage("pixverse.broker.consumerVersion must be set, unless the folder is a Git checkout without"
                        + " changes, but was not set");
    }

    /** A JDK and Maven are enough to build the project; CI must not skip anything. */
    private void requireGit() throws InterruptedException {
        try {
            git("--version");
        } catch (IOException e) {
            assertThat(System.getenv("CI")).as("git is missing in CI").isNotEqualTo("true");
            abort("Not tested, because git is missing: versions and branch of a Git checkout");
        }
    }

    private String git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
