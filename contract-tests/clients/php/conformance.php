<?php

// Reads calls from standard input, one per line, executes them with the generated client, and prints the outcome of each.

declare(strict_types=1);

use Pixverse\Client\ConnectionException;
use Pixverse\Client\PixverseApi;
use Pixverse\Client\ResponseException;

require 'vendor/autoload.php';

// By default, PHP continues after most errors.
error_reporting(-1);
set_error_handler(fn ($level, $text, $file, $line) => throw new ErrorException($text, 0, $level, $file, $line));

/** Creates the operation's request from JSON fields: PHP uses camel case names and enum constants. */
function request(ReflectionNamedType $type, array $fields): object
{
    $class = new ReflectionClass($type->getName());
    $arguments = [];
    foreach ($fields as $name => $value) {
        $arguments[lcfirst(str_replace('_', '', ucwords($name, '_')))] = $value;
    }
    foreach ($class->getConstructor()->getParameters() as $parameter) {
        $list = $parameter->getType()->getName();
        if (isset($arguments[$parameter->name]) && is_subclass_of($list, BackedEnum::class)) {
            $arguments[$parameter->name] = $list::from($arguments[$parameter->name]);
        }
    }
    return $class->newInstance(...$arguments);
}

/** Executes one call. */
function outcome(PixverseApi $pixverse, array $case): array
{
    $operation = new ReflectionMethod($pixverse, $case['operation']);
    try {
        $request = request($operation->getParameters()[0]->getType(), $case['request']);
        $video = $operation->invoke($pixverse, $request, $case['timeoutSeconds'] ?? null);
        return ['outcome' => 'VIDEO', 'status' => 200, 'bytes' => strlen($video)];
    } catch (ResponseException $e) {
        return ['outcome' => 'REFUSED', 'status' => $e->status, 'message' => $e->getMessage()];
    } catch (ConnectionException $e) {
        return ['outcome' => 'FAILED', 'message' => $e->getMessage()];
    } catch (InvalidArgumentException | ValueError | TypeError $e) {
        return ['outcome' => 'NOT_SENT', 'message' => $e->getMessage()];
    }
}

function show(array $value): void
{
    echo json_encode($value, JSON_INVALID_UTF8_SUBSTITUTE | JSON_THROW_ON_ERROR), "\n";
}

$pixverse = new PixverseApi(getenv('SEGMIND_API_KEY'), getenv('PIXVERSE_BASE_URL'));
show(['timeLimits' => PixverseApi::TIME_LIMITS]);
while (($line = fgets(STDIN)) !== false) {
    show(outcome($pixverse, json_decode($line, true, flags: JSON_THROW_ON_ERROR)));
}
