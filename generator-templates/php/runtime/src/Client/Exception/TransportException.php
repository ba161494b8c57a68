<?php

declare(strict_types=1);

namespace Pixverse\Client\Exception;

/**
 * A transport could not send a request or receive its response. The client maps it to a {@see ConnectionException} or a
 * {@see TimeoutException}.
 */
final class TransportException extends \RuntimeException implements PixverseThrowable
{
    /**
     * @param string $problem what could not be done, such as "no connection could be made"; empty if unknown
     * @param bool $isTimeout whether nothing was received for too long
     */
    public function __construct(
        string $message,
        public readonly string $problem = '',
        public readonly bool $isTimeout = false,
    ) {
        parent::__construct($message);
    }
}
