package io.github.pixverseopenapi.contract.pact;

import io.github.pixverseopenapi.client.Billing;
import io.github.pixverseopenapi.client.JobFailedException;
import io.github.pixverseopenapi.client.NotFoundException;
import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.UnexpectedResponseException;
import io.github.pixverseopenapi.contract.client.ExpectedError;

/**
 * The client's exception for the response of an exchange. That of a call that returns a video is {@link ExpectedError};
 * here is how the others differ. Not read from the document.
 */
record ExpectedException(Class<? extends PixverseException> type, Billing billing) {

    static ExpectedException of(PactCase exchange) {
        return switch (exchange.state().status()) {
            case 405 -> new ExpectedException(UnexpectedResponseException.class, Billing.NOT_BILLED);
            case 410 -> new ExpectedException(NotFoundException.class, Billing.NOT_BILLED);
            case 422 -> new ExpectedException(JobFailedException.class, Billing.NOT_BILLED);
            default -> {
                ExpectedError error = ExpectedError.of(exchange.state().status());
                yield new ExpectedException(error.type(), billing(exchange, error));
            }
        };
    }

    /** Credits and uploads are never billed; a call that reads a job says nothing of the bill of that job. */
    private static Billing billing(PactCase exchange, ExpectedError error) {
        if (exchange.calls(Operation.GET_CREDITS) || exchange.calls(Operation.UPLOAD_ASSET)) {
            return Billing.NOT_BILLED;
        }
        return Scope.FREE.contains(exchange.operation()) ? Billing.UNKNOWN : error.billing();
    }
}
