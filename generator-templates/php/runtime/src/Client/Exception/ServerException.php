<?php

declare(strict_types=1);

namespace Pixverse\Client\Exception;

/** The service or its model failed (5xx). */
final class ServerException extends PixverseException
{
}
