package io.github.pixverseopenapi.contract.broker;

import io.github.pixverseopenapi.contract.document.Loopback;
import io.github.pixverseopenapi.contract.document.Message;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import okhttp3.HttpUrl;

/**
 * What to publish where. Properties are those of Maven, where a property that is not given is empty.
 *
 * @param url the root of the broker, without a slash at its end
 * @param credentials the credentials, if the broker needs any
 * @param consumerVersion the version of the client
 * @param providerVersion the version of what the pact is verified against
 * @param branch the branch of both versions
 * @param tags the tags of the client's version
 * @param buildUrl the page of the CI build
 */
record BrokerSettings(
        HttpUrl url,
        Optional<BrokerCredentials> credentials,
        String consumerVersion,
        String providerVersion,
        Optional<String> branch,
        List<String> tags,
        Optional<String> buildUrl) {

    static final String URL = "pixverse.broker.url";
    static final String CONSUMER_VERSION = "pixverse.broker.consumerVersion";
    static final String PROVIDER_VERSION = "pixverse.broker.providerVersion";
    static final String BRANCH = "pixverse.broker.branch";
    static final String TAGS = "pixverse.broker.tags";
    static final String BUILD_URL = "pixverse.broker.buildUrl";

    /** The pact is verified against the sandbox, not against the service; the version says so. */
    private static final String SANDBOX = "sandbox-";

    /**
     * Reads the settings.
     *
     * @param environment the environment variables, which contain the credentials
     * @param checkout supplies versions and branch that are not given
     * @throws IllegalArgumentException when one is missing or invalid; the message names it
     */
    static BrokerSettings read(
            Function<String, String> properties, Map<String, String> environment, GitCheckout checkout) {
        HttpUrl url = url(given(properties, URL));
        Optional<String> buildUrl = given(properties, BUILD_URL);
        buildUrl.ifPresent(text -> requireUrl(BUILD_URL, text));
        Optional<BrokerCredentials> credentials = BrokerCredentials.read(environment);
        requireSecret(url, credentials);
        String consumerVersion = given(properties, CONSUMER_VERSION)
                .map(text -> line(CONSUMER_VERSION, text))
                .orElseGet(() -> checkout.commit()
                        .orElseThrow(() -> new IllegalArgumentException(Message.of(
                                CONSUMER_VERSION,
                                "set, unless the folder is a Git checkout without changes",
                                "not set"))));
        return new BrokerSettings(
                url,
                credentials,
                consumerVersion,
                given(properties, PROVIDER_VERSION)
                        .map(text -> line(PROVIDER_VERSION, text))
                        .orElse(SANDBOX + consumerVersion),
                given(properties, BRANCH).map(text -> line(BRANCH, text)).or(checkout::branch),
                tags(given(properties, TAGS)),
                buildUrl);
    }

    private static Optional<String> given(Function<String, String> properties, String name) {
        return Optional.ofNullable(properties.apply(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static HttpUrl url(Optional<String> text) {
        HttpUrl url = requireUrl(URL, text.orElseThrow(() -> invalidUrl(URL, "not set")));
        if (url.query() != null || url.fragment() != null) {
            throw invalidUrl(URL, "one with a query or fragment");
        }
        return url;
    }

    /** A text that is not a URL may also contain a password, so messages omit it. */
    private static HttpUrl requireUrl(String name, String text) {
        HttpUrl url = HttpUrl.parse(text);
        if (url == null) {
            throw invalidUrl(name, "another text (value redacted)");
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw invalidUrl(name, "one with user name or password (value redacted)");
        }
        return url;
    }

    private static IllegalArgumentException invalidUrl(String name, String actual) {
        return new IllegalArgumentException(Message.of(name, "an http or https URL without credentials", actual));
    }

    private static void requireSecret(HttpUrl url, Optional<BrokerCredentials> credentials) {
        if (credentials.isPresent() && !url.isHttps() && !Loopback.isLoopback(url)) {
            throw new IllegalArgumentException(
                    Message.of(URL, "an https URL, or one of this machine, because credentials are set", url));
        }
    }

    private static List<String> tags(Optional<String> text) {
        return text.stream()
                .flatMap(tags -> Arrays.stream(tags.split(",", -1)))
                .map(tag -> line(TAGS, tag.strip()))
                .toList();
    }

    private static String line(String name, String text) {
        if (text.isEmpty() || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(Message.of(
                    name, "text in one line" + (name.equals(TAGS) ? ", separated by commas" : ""), "'" + text + "'"));
        }
        return text;
    }

    /** The URL as text, without a slash at its end. */
    String root() {
        return url.toString().replaceAll("/+$", "");
    }
}
