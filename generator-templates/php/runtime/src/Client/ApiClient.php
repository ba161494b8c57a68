<?php

declare(strict_types=1);

namespace Pixverse\Client;

use Pixverse\Client\Exception\InvalidArgumentException;
use Pixverse\Client\Exception\InvalidRequestException;
use Pixverse\Client\Exception\LogicException;
use Pixverse\Client\Http\CurlTransport;
use Pixverse\Client\Http\HttpRequest;
use Pixverse\Client\Http\Transport;
use Pixverse\Client\Internal\ApiKey;
use Pixverse\Client\Internal\BaseUrl;
use Pixverse\Client\Internal\Call;
use Pixverse\Client\Internal\Failure;
use Pixverse\Client\Internal\Json;
use Pixverse\Client\Internal\KeyRedactor;
use Pixverse\Client\Internal\ResponseHandler;
use Pixverse\Client\Internal\VideoSaver;

/** Sends each paid request at most once, and the key to one host only. */
abstract class ApiClient
{
    public const SERVER = Operation::SERVER;

    private const MAX_SECONDS = 2_147_483.0;

    private readonly ApiKey $apiKey;
    private readonly BaseUrl $baseUrl;
    private readonly Transport $transport;

    /**
     * @param string $apiKey the secret key of the account; surrounding white space is ignored
     * @param string $baseUrl the root of the service: https, or http to this machine
     * @param ?float $timeout the maximum seconds from sending a request to the first byte of the video, and then without
     *     receiving data; five times the typical duration of the operation by default. A call that is aborted too early is
     *     still billed, and its video is lost
     * @param float $connectTimeout the maximum seconds to connect
     * @param bool $validateRequests whether requests that break a rule of the document are rejected before they are sent
     * @param ?Transport $transport sends the requests; a CurlTransport by default
     * @throws InvalidArgumentException when an option is invalid
     */
    public function __construct(
        #[\SensitiveParameter] string $apiKey,
        string $baseUrl = self::SERVER,
        private readonly ?float $timeout = null,
        private readonly float $connectTimeout = 10.0,
        private readonly bool $validateRequests = true,
        ?Transport $transport = null,
    ) {
        $this->apiKey = new ApiKey($apiKey);
        $this->baseUrl = BaseUrl::parse($baseUrl);
        if ($timeout !== null) {
            self::requireTime('timeout', $timeout);
        }
        self::requireTime('connectTimeout', $connectTimeout);
        $this->transport = $transport ?? new CurlTransport();
    }

    private static function requireTime(string $name, float $seconds): void
    {
        if (!($seconds >= 0.001 && $seconds <= self::MAX_SECONDS)) {
            throw new InvalidArgumentException(
                "$name must be from 0.001 to " . (int) self::MAX_SECONDS . ' seconds, but was ' . Json::excerpt($seconds)
            );
        }
    }

    /** @param (callable(int, ?int): mixed)|null $shouldCancel */
    final protected function send(
        Operation $operation,
        VideoRequest $request,
        ?string $saveTo,
        ?float $timeout,
        ?callable $shouldCancel,
    ): Video {
        if ($timeout !== null) {
            self::requireTime('timeout', $timeout);
        }
        $body = $this->body($operation, $request);
        $call = new Call(
            $operation,
            new KeyRedactor($this->apiKey),
            $timeout ?? $this->timeout ?? $operation->timeoutSeconds(),
            $shouldCancel === null ? null : $shouldCancel(...),
        );
        $saver = $saveTo === null ? null : VideoSaver::reserve($operation, $saveTo);
        try {
            $call->checkCancelled(Billing::NOT_SENT);
            $video = $this->execute($call, $body);
            if ($saver !== null) {
                $video->save($saver);
            }
            return $video;
        } finally {
            $saver?->release();
        }
    }

    private function body(Operation $operation, VideoRequest $request): string
    {
        $violations = $this->validateRequests ? $request->violations() : [];
        if ($violations !== []) {
            throw InvalidRequestException::of($operation, $violations);
        }
        try {
            return json_encode($request, Json::FLAGS | JSON_THROW_ON_ERROR);
        } catch (\JsonException $e) {
            $reason = "the request must be a JSON object, but cannot be written as JSON: {$e->getMessage()}";
            throw new InvalidRequestException(new Failure($operation, $reason, Billing::NOT_SENT));
        }
    }

    private function execute(Call $call, string $body): Video
    {
        $handler = new ResponseHandler($call, $this->transport, $this->baseUrl, $this->connectTimeout);
        return $handler->send(new HttpRequest(
            $this->baseUrl->url . $call->operation->path(),
            [
                'Accept' => $call->operation->accept(),
                'Content-Type' => 'application/json',
                'User-Agent' => Operation::USER_AGENT,
            ],
            Operation::KEY_HEADER,
            $this->apiKey,
            $body,
            $this->connectTimeout,
            $call->timeout,
            isDirect: $this->baseUrl->isLoopback(),
        ));
    }

    /** @return array<string, mixed> */
    public function __debugInfo(): array
    {
        return [
            'apiKey' => '<redacted>',
            'baseUrl' => $this->baseUrl->url,
            'timeout' => $this->timeout,
            'connectTimeout' => $this->connectTimeout,
            'validateRequests' => $this->validateRequests,
            'transport' => $this->transport::class,
        ];
    }

    /** @return array<string, mixed> */
    public function __serialize(): array
    {
        throw new LogicException('a client must not be serialized, because it holds the API key');
    }
}
