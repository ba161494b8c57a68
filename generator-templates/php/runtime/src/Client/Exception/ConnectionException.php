<?php

declare(strict_types=1);

namespace Pixverse\Client\Exception;

/** The request could not be sent, or the response was missing or incomplete: check billing. */
final class ConnectionException extends PixverseException
{
}
