package io.github.pixverseopenapi.contract.pact;

import io.github.pixverseopenapi.client.BadRequestException;
import io.github.pixverseopenapi.client.Billing;
import io.github.pixverseopenapi.client.ForbiddenException;
import io.github.pixverseopenapi.client.InsufficientCreditsException;
import io.github.pixverseopenapi.client.NotFoundException;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.RateLimitedException;
import io.github.pixverseopenapi.client.ServerException;
import io.github.pixverseopenapi.client.UnauthorizedException;
import io.github.pixverseopenapi.client.UnexpectedResponseException;

/** The client's exception for a response without a video. Defined here, not read from the document. */
record ErrorMapping(Class<? extends PixverseException> type, Billing billing) {

    static ErrorMapping of(int status) {
        return switch (status) {
            case 200 -> new ErrorMapping(UnexpectedResponseException.class, Billing.UNKNOWN);
            case 400 -> new ErrorMapping(BadRequestException.class, Billing.NOT_BILLED);
            case 401 -> new ErrorMapping(UnauthorizedException.class, Billing.NOT_BILLED);
            case 403 -> new ErrorMapping(ForbiddenException.class, Billing.NOT_BILLED);
            case 404 -> new ErrorMapping(NotFoundException.class, Billing.NOT_BILLED);
            case 406 -> new ErrorMapping(InsufficientCreditsException.class, Billing.NOT_BILLED);
            case 429 -> new ErrorMapping(RateLimitedException.class, Billing.NOT_BILLED);
            case 500 -> new ErrorMapping(ServerException.class, Billing.NOT_BILLED);
            case 502, 504 -> new ErrorMapping(ServerException.class, Billing.UNKNOWN);
            default -> throw new AssertionError("what does " + status + " become in the client?");
        };
    }
}
