package io.github.pixverseopenapi.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Says in the client's terms what an IOException means. */
final class IoExceptionMapper {
    private IoExceptionMapper() {}

    /** No answer came. */
    static PixverseException beforeAnswer(Operation operation, boolean mayHaveLeft, IOException e) {
        if (e instanceof ApiKeyInterceptor.KeyException) {
            return new InvalidRequestException(e.getMessage()).during(operation);
        }
        Billing billing = mayHaveLeft ? Billing.UNKNOWN : Billing.NOT_SENT;
        String reason = reason(mayHaveLeft, e);
        Failure failure = Failure.unanswered(operation, billing, reason, e);
        return mayHaveLeft && e instanceof SocketTimeoutException
                ? new CallTimeoutException(failure)
                : new ConnectionException(failure);
    }

    private static String reason(boolean mayHaveLeft, IOException e) {
        if (mayHaveLeft) {
            return "the connection gave no answer (" + words(e) + ")";
        }
        if (e instanceof UnknownHostException) {
            return "the host is not known (" + words(e) + ")";
        }
        if (e instanceof SSLException) {
            return "no secure connection could be made (" + words(e) + ")";
        }
        if (e instanceof ConnectException || e instanceof SocketTimeoutException) {
            return "no connection could be made (" + words(e) + ")";
        }
        return "the request could not be sent (" + words(e) + ")";
    }

    /** The answer had begun, but not all of it came. */
    static PixverseException whileReading(
            Operation operation, int status, String requestId, String what, IOException e) {
        boolean timeout = e instanceof SocketTimeoutException
                || (e instanceof InterruptedIOException && "timeout".equals(e.getMessage()));
        Failure failure = Failure.brokenOff(operation, status, requestId, what + " (" + words(e) + ")", e);
        return timeout ? new CallTimeoutException(failure) : new ConnectionException(failure);
    }

    private static String words(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
