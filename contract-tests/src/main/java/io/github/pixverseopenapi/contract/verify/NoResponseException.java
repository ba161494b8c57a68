package io.github.pixverseopenapi.contract.verify;

import io.github.pixverseopenapi.contract.redaction.Redactor;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** The response is missing or incomplete; the message states the reason. */
final class NoResponseException extends Exception {
    private static final long serialVersionUID = 1L;

    NoResponseException(String message) {
        super(message);
    }

    /** Omits the cause, because its message may quote the API key. */
    NoResponseException(IOException failure, Duration limit, Redactor redactor) {
        super(message(failure, limit, redactor));
    }

    private static String message(IOException failure, Duration limit, Redactor redactor) {
        if (failure instanceof UnknownHostException) {
            return "unknown host";
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return "connection refused or host unreachable";
        }
        if (failure instanceof InterruptedIOException) {
            return "no complete response within " + Formats.seconds(limit);
        }
        return (failure instanceof SSLException ? "TLS failed: " : "connection failed: ")
                + redactor.redactLine(failure);
    }
}
