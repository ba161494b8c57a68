<?php

declare(strict_types=1);

namespace Pixverse\Client\Exception;

/** The account may not use this endpoint (403). */
final class ForbiddenException extends PixverseException
{
}
