<?php

declare(strict_types=1);

namespace Pixverse\Client;

/** What a failure means for the bill, as far as the service's documentation and public reports tell. */
enum Billing: string
{
    /** The request was not sent: it costs nothing, and sending it again is safe. */
    case NOT_SENT = 'NOT_SENT';

    /** The service refused the request, or its job failed. Both are reported not to be billed; this is an assumption. */
    case NOT_BILLED = 'NOT_BILLED';

    /**
     * The request may have arrived. The job may be running or done, and it may be billed. Sending it again makes and
     * bills a second video.
     */
    case UNKNOWN = 'UNKNOWN';

    /**
     * The service finished the video: a response with status 200 arrived, which by the published rule is billed, but
     * the video did not arrive completely or could not be saved. Sending the request again bills a second video.
     */
    case BILLED = 'BILLED';

    /** One clause for messages. */
    public function meaning(): string
    {
        return match ($this) {
            self::NOT_SENT => 'the request was not sent, nothing is billed',
            self::NOT_BILLED => 'refused requests and failed jobs are not billed, as far as known',
            self::UNKNOWN => 'the call may be billed and its job may still be running;'
                . ' sending it again would start and bill another',
            self::BILLED => 'the call is billed; sending it again would start and bill another',
        };
    }
}
