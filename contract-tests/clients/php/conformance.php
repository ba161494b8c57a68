<?php

// Reads cases from standard input, one per line, executes them with the generated client, and prints the outcome of each.
// The protocol is in generator-templates/README.md, "Conformance programs".

declare(strict_types=1);

use Pixverse\Client\Billing;
use Pixverse\Client\Exception\CancelledException;
use Pixverse\Client\Exception\ConnectionException;
use Pixverse\Client\Exception\InvalidRequestException;
use Pixverse\Client\Exception\PixverseException;
use Pixverse\Client\Exception\SaveFailedException;
use Pixverse\Client\Exception\TimeoutException;
use Pixverse\Client\Operation;
use Pixverse\Client\PixverseApi;
use Pixverse\Client\VideoMetadata;
use Pixverse\Client\VideoRequest;

require 'vendor/autoload.php';

// By default, PHP continues after most errors.
error_reporting(-1);
set_error_handler(function (int $level, string $text, string $file, int $line): bool {
    // The operator @ suppresses what PHP cannot otherwise report.
    return (error_reporting() & $level) === 0 ? true : throw new ErrorException($text, 0, $level, $file, $line);
});

function client(object $case): PixverseApi
{
    return new PixverseApi(
        getenv('SEGMIND_API_KEY'),
        $case->baseUrl ?? getenv('PIXVERSE_BASE_URL'),
        validateRequests: $case->validate ?? true,
    );
}

function request(PixverseApi $pixverse, object $case): VideoRequest
{
    $type = (new ReflectionMethod($pixverse, $case->operation))->getParameters()[0]->getType()->getName();
    return $type::fromArray((array) $case->request, (array) ($case->additional ?? []));
}

function call(PixverseApi $pixverse, object $case): array
{
    $end = isset($case->cancelAfterSeconds) ? microtime(true) + $case->cancelAfterSeconds : null;
    $request = request($pixverse, $case);
    $do = $case->do ?? 'bytes';
    $video = $pixverse->{$case->operation}(
        $request,
        saveTo: $do === 'save' ? $case->target : null,
        timeout: isset($case->timeoutSeconds) ? (float) $case->timeoutSeconds : null,
        shouldCancel: $end === null ? null : fn (): bool => microtime(true) >= $end,
    );
    $outcome = ['outcome' => 'VIDEO', 'status' => $video->metadata->status, 'metadata' => metadata($video->metadata)];
    return $outcome + match ($do) {
        'save' => ['saved' => filesize($case->target)],
        'show' => ['shown' => [...shown($pixverse), ...shown($request), ...shown($video), ...errors($pixverse, $case)]],
        default => ['bytes' => strlen($video->bytes())],
    };
}

/** PHP has no threads, so the calls of the case are made one after another. */
function callAll(PixverseApi $pixverse, object $case): array
{
    $calls = [];
    foreach ($case->requests as $request) {
        try {
            $calls[] = call($pixverse, (object) ['operation' => $case->operation, 'request' => $request]);
        } catch (PixverseException $e) {
            $calls[] = failure($e);
        }
    }
    return ['outcome' => 'DONE', 'calls' => $calls];
}

function metadata(VideoMetadata $metadata): array
{
    $values = $metadata->jsonSerialize();
    unset($values['status']);
    return array_filter($values, fn (mixed $value): bool => $value !== null);
}

/** Everything that PHP shows of a value. */
function shown(object $value): array
{
    $shows = [
        'var_dump' => fn (): mixed => var_dump($value),
        'print_r' => fn (): mixed => print_r($value),
        'var_export' => fn (): mixed => var_export($value),
        'json' => fn (): mixed => print json_encode($value, JSON_INVALID_UTF8_SUBSTITUTE | JSON_PARTIAL_OUTPUT_ON_ERROR),
        'serialize' => fn (): mixed => print serialize($value),
        'array' => fn (): mixed => print_r((array) $value),
        'string' => fn (): mixed => print $value instanceof Stringable ? (string) $value : '',
    ];
    $texts = [];
    foreach ($shows as $show) {
        ob_start();
        try {
            $show();
        } catch (Throwable $e) {
            echo $e;
        }
        $texts[] = (string) ob_get_clean();
    }
    return $texts;
}

/** Everything that PHP shows of the errors of this client, arguments of the trace included. */
function errors(PixverseApi $pixverse, object $case): array
{
    $calls = [
        fn () => new PixverseApi(getenv('SEGMIND_API_KEY'), 'http://example.com'),
        fn () => new PixverseApi(getenv('SEGMIND_API_KEY') . "\n!", getenv('PIXVERSE_BASE_URL')),
        fn () => (new PixverseApi(getenv('SEGMIND_API_KEY'), 'http://127.0.0.1:1'))
            ->{$case->operation}(request($pixverse, $case)),
    ];
    $texts = [];
    foreach ($calls as $call) {
        try {
            array_push($texts, ...shown($call()));
        } catch (Throwable $e) {
            array_push($texts, ...shown($e), ...[print_r($e->getTrace(), true)]);
        }
    }
    return $texts;
}

function outcome(object $case): array
{
    try {
        return ($case->do ?? '') === 'concurrent' ? callAll(client($case), $case) : call(client($case), $case);
    } catch (CancelledException) {
        return ['outcome' => 'CANCELLED'];
    } catch (PixverseException $e) {
        return failure($e);
    }
}

function failure(PixverseException $e): array
{
    $outcome = match (true) {
        $e instanceof ConnectionException, $e instanceof TimeoutException => 'FAILED',
        $e->billing === Billing::NOT_SENT => 'NOT_SENT',
        default => 'REFUSED',
    };
    $properties = [
        'outcome' => $outcome,
        'error' => preg_replace('/Exception$/', '', (new ReflectionClass($e))->getShortName()),
        'billing' => $e->billing->value,
        'status' => $e->status,
        'requestId' => $e->requestId,
        'message' => $e->getMessage(),
        'body' => $e->body,
        'violations' => $e instanceof InvalidRequestException ? $e->violations : null,
        'savedTo' => $e instanceof SaveFailedException ? $e->savedTo : null,
    ];
    return array_filter($properties, fn (mixed $value): bool => $value !== null);
}

function show(array $value): void
{
    echo json_encode($value, JSON_INVALID_UTF8_SUBSTITUTE | JSON_THROW_ON_ERROR | JSON_PRESERVE_ZERO_FRACTION), "\n";
}

$timeLimits = [];
foreach (Operation::cases() as $operation) {
    $timeLimits[$operation->path()] = $operation->timeoutSeconds();
}
show(['timeLimits' => $timeLimits]);
while (($line = fgets(STDIN)) !== false) {
    show(outcome(json_decode($line, flags: JSON_THROW_ON_ERROR)));
}
