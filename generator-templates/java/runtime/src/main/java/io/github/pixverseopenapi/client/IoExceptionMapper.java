package io.github.pixverseopenapi.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Maps what an attempt throws to the client's exceptions. */
final class IoExceptionMapper {
    private IoExceptionMapper() {}

    /**
     * An attempt without a response. Interceptors, event listeners, the DNS and the parser of responses may throw
     * anything, errors included.
     */
    static PixverseException withoutResponse(
            Operation operation, boolean mayHaveBeenSent, Throwable e, KeyRedactor redactor) {
        if (e instanceof ApiKey.InvalidApiKeyException) {
            return new InvalidRequestException(String.valueOf(e.getMessage())).during(operation);
        }
        Billing billing = mayHaveBeenSent ? Billing.UNKNOWN : Billing.NOT_SENT;
        Failure failure =
                Failure.noResponse(operation, billing, reason(mayHaveBeenSent, e, redactor), redactor.redact(e));
        return mayHaveBeenSent && e instanceof SocketTimeoutException
                ? new CallTimeoutException(failure)
                : new ConnectionException(failure);
    }

    /** A request that only reads and may be repeated, about something that has a bill of its own. */
    static PixverseException ofReading(Operation operation, Billing billing, Throwable e, KeyRedactor redactor) {
        if (e instanceof ApiKey.InvalidApiKeyException) {
            return new InvalidRequestException(String.valueOf(e.getMessage())).during(operation);
        }
        Failure failure = Failure.noResponse(operation, billing, reason(true, e, redactor), redactor.redact(e));
        return isTimeout(e) ? new CallTimeoutException(failure) : new ConnectionException(failure);
    }

    private static boolean isTimeout(Throwable e) {
        return e instanceof SocketTimeoutException
                || (e instanceof InterruptedIOException && "timeout".equals(e.getMessage()));
    }

    private static String reason(boolean mayHaveBeenSent, Throwable e, KeyRedactor redactor) {
        String details = " (" + redactor.redactLine(details(e)) + ")";
        if (mayHaveBeenSent) {
            return (e instanceof IOException ? "no response came" : "the response could not be read") + details;
        }
        if (e instanceof UnknownHostException) {
            return "the host is not known" + details;
        }
        if (e instanceof SSLException) {
            return "no secure connection could be made" + details;
        }
        if (e instanceof ConnectException || e instanceof SocketTimeoutException) {
            return "no connection could be made" + details;
        }
        return "the request could not be sent" + details;
    }

    /** A response came, but not all of its body. */
    static PixverseException truncated(
            Operation operation, VideoMetadata response, String reason, Throwable e, KeyRedactor redactor) {
        Failure failure = Failure.truncated(
                operation, response, reason + " (" + redactor.redactLine(details(e)) + ")", redactor.redact(e));
        return isTimeout(e) ? new CallTimeoutException(failure) : new ConnectionException(failure);
    }

    private static String details(Throwable e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : e instanceof IOException ? message : e.getClass().getSimpleName() + ": " + message;
    }
}
