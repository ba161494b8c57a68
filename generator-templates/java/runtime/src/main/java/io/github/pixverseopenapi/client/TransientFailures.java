package io.github.pixverseopenapi.client;

/** Which failures of a request that only reads may pass. */
final class TransientFailures {
    private static final int OK = 200;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_SERVER_ERROR = 500;

    private TransientFailures() {}

    static boolean mayPass(PixverseException failure) {
        if (failure instanceof CallTimeoutException) {
            return true;
        }
        if (failure instanceof ConnectionException) {
            return RetryPolicy.mayPass(failure.getCause());
        }
        int status = failure.statusCode();
        return status >= FIRST_SERVER_ERROR
                || status == TOO_MANY_REQUESTS
                || status == REQUEST_TIMEOUT
                // A page of a proxy, or half a response, in place of the JSON.
                || (status == OK && failure instanceof UnexpectedResponseException);
    }
}
