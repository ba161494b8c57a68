package io.github.pixverseopenapi.contract.client;

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
import java.util.Arrays;

/**
 * The client's exception for a response without a video. Copied from the pages and from the known billing rules, not
 * read from the document.
 */
public enum ExpectedError {
    NO_VIDEO(200, UnexpectedResponseException.class, Billing.UNKNOWN),
    BAD_REQUEST(400, BadRequestException.class, Billing.NOT_BILLED),
    UNAUTHORIZED(401, UnauthorizedException.class, Billing.NOT_BILLED),
    FORBIDDEN(403, ForbiddenException.class, Billing.NOT_BILLED),
    NOT_FOUND(404, NotFoundException.class, Billing.NOT_BILLED),
    NO_CREDITS(406, InsufficientCreditsException.class, Billing.NOT_BILLED),
    RATE(429, RateLimitedException.class, Billing.NOT_BILLED),
    SERVER(500, ServerException.class, Billing.NOT_BILLED),
    GATEWAY(502, ServerException.class, Billing.UNKNOWN),
    TIMEOUT(504, ServerException.class, Billing.UNKNOWN),
    UNDOCUMENTED_2XX(203, UnexpectedResponseException.class, Billing.UNKNOWN),
    UNDOCUMENTED_5XX(503, ServerException.class, Billing.UNKNOWN),
    UNDOCUMENTED_4XX(418, UnexpectedResponseException.class, Billing.UNKNOWN),
    REQUEST_TIMEOUT(408, UnexpectedResponseException.class, Billing.UNKNOWN),
    REDIRECT(302, UnexpectedResponseException.class, Billing.UNKNOWN);

    private final int status;
    private final Class<? extends PixverseException> type;
    private final Billing billing;

    ExpectedError(int status, Class<? extends PixverseException> type, Billing billing) {
        this.status = status;
        this.type = type;
        this.billing = billing;
    }

    /** The expected error of a status. */
    public static ExpectedError of(int status) {
        return Arrays.stream(values())
                .filter(error -> error.status == status)
                .findFirst()
                .orElseThrow(() -> new AssertionError("what does " + status + " become in the client?"));
    }

    public int status() {
        return status;
    }

    public Class<? extends PixverseException> type() {
        return type;
    }

    public Billing billing() {
        return billing;
    }
}
