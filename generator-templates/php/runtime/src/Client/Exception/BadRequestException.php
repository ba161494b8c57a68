<?php

declare(strict_types=1);

namespace Pixverse\Client\Exception;

/** The service refused the request as malformed or incomplete (400). */
final class BadRequestException extends PixverseException
{
}
