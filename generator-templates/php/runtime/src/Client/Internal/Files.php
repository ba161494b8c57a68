<?php

declare(strict_types=1);

namespace Pixverse\Client\Internal;

/**
 * Functions of PHP that report failures by a warning and false, as functions that throw.
 *
 * @internal
 */
final class Files
{
    /**
     * @template T
     * @param \Closure(): T $function
     * @return T
     * @throws \RuntimeException when it returns false, with the text of the warning
     */
    public static function run(\Closure $function): mixed
    {
        $warning = 'unknown error';
        set_error_handler(static function (int $level, string $text) use (&$warning): bool {
            $warning = $text;
            return true;
        });
        try {
            $result = $function();
        } finally {
            restore_error_handler();
        }
        if ($result === false) {
            throw new \RuntimeException($warning);
        }
        return $result;
    }
}
