package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.contract.document.ServiceFacts;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that names the server, which has the same default in all commands. */
final class BaseUrlOption {

    static final String NAME = "--base-url";

    @Option(
            names = NAME,
            paramLabel = "URL",
            description = "Base URL of the server, such as a sandbox; by default that in the environment variable "
                    + ServiceFacts.BASE_URL_VARIABLE + ", or else the live service.")
    private String url;

    /** The URL that the option gives. */
    Optional<String> given() {
        return Optional.ofNullable(url);
    }

    /** The URL of the option or else of the environment; empty for the live service. */
    Optional<String> url(Map<String, String> environment) {
        return given().or(() -> Optional.ofNullable(environment.get(ServiceFacts.BASE_URL_VARIABLE))
                .filter(value -> !value.isBlank()));
    }

    /** A message about the URL that names where it comes from. */
    String withSource(String message) {
        return url == null && message.startsWith(NAME)
                ? "the variable " + ServiceFacts.BASE_URL_VARIABLE + message.substring(NAME.length())
                : message;
    }
}
