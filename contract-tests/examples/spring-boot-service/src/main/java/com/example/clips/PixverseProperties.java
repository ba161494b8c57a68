package com.example.clips;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The options of the client, checked when it is built.
 *
 * @param apiKey the secret key
 * @param baseUrl the root of the service
 * @param timeout how long to wait for a response to one request
 */
@ConfigurationProperties("pixverse")
record PixverseProperties(String apiKey, String baseUrl, Duration timeout) {

    /** Without the key: a record prints all its components. */
    @Override
    public String toString() {
        return "PixverseProperties[baseUrl=" + baseUrl + ", timeout=" + timeout + "]";
    }
}
