<?php

declare(strict_types=1);

namespace Pixverse\Client\Exception;

/** The response is not a video, and its status is not documented or is 2xx. */
final class UnexpectedResponseException extends PixverseException
{
}
