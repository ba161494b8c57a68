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
        return switch (exchange.situation().status()) {
            case 405 -> new ExpectedException(UnexpectedResponseException.class, Billing.NOT_BILLED);
            case 410 -> new ExpectedException(NotFoundException.class, Billing.NOT_BILLED);
            case 422 -> new ExpectedException(JobFailedException.class, Billing.NOT_BILLED);
            default -> {
                ExpectedError error = ExpectedError.of(exchange.situation().status());
                yield new ExpectedException(
                        error.type(), saysNothingOfTheBill(exchange) ? Billing.UNKNOWN : error.billing());
            }
        };
    }

    /** A call that only reads says nothing of the bill of the job that it reads. */
    private static boolean saysNothingOfTheBill(PactCase exchange) {
        return exchange.calls(Operation.GET_CREDITS)
                ? exchange.situation().status() == 500
                : Scope.FREE.contains(exchange.operation()) && !exchange.calls(Operation.UPLOAD_ASSET);
    }
}
