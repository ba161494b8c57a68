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

/** What an answer without a video becomes in the client. Written by hand, not read from the document. */
record Refusal(Class<? extends PixverseException> type, Billing billing) {

    static Refusal of(int status) {
        return switch (status) {
            case 200 -> new Refusal(UnexpectedResponseException.class, Billing.UNKNOWN);
            case 400 -> new Refusal(BadRequestException.class, Billing.NOT_BILLED);
            case 401 -> new Refusal(UnauthorizedException.class, Billing.NOT_BILLED);
            case 403 -> new Refusal(ForbiddenException.class, Billing.NOT_BILLED);
            case 404 -> new Refusal(NotFoundException.class, Billing.NOT_BILLED);
            case 406 -> new Refusal(InsufficientCreditsException.class, Billing.NOT_BILLED);
            case 429 -> new Refusal(RateLimitedException.class, Billing.NOT_BILLED);
            case 500 -> new Refusal(ServerException.class, Billing.NOT_BILLED);
            case 502, 504 -> new Refusal(ServerException.class, Billing.UNKNOWN);
            default -> throw new AssertionError("what does " + status + " become in the client?");
        };
    }
}
