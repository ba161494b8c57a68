package io.github.pixverseopenapi.contract.verify;

import io.github.pixverseopenapi.contract.redaction.Redactor;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** No answer came, or not a whole one; the message says why in a few words. */
final class NoResponseException extends Exception {
    private static final long serialVersionUID = 1L;

    NoResponseException(String message) {
        super(message);
    }

    /** Without the failure as its cause, because the message of that may quote the key. */
    NoResponseException(IOException failure, Duration limit, Redactor redactor) {
        super(words(failure, limit, redactor));
    }

    private static String words(IOException failure, Duration limit, Redactor redactor) {
        if (failure instanceof UnknownHostException) {
            return "no host of this name is known";
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return "nothing listens there";
        }
        if (failure instanceof InterruptedIOException) {
            return "no whole answer within " + Formats.seconds(limit);
        }
        return (failure instanceof SSLException ? "no secure connection: " : "the connection broke: ")
                + redactor.redactLine(failure);
    }
}
