<?php

declare(strict_types=1);

namespace Pixverse\Client\Tests;

use PHPUnit\Framework\TestCase;
use Pixverse\Client\DurationSeconds;
use Pixverse\Client\Exception\InvalidArgumentException;
use Pixverse\Client\Exception\LogicException;
use Pixverse\Client\ImageToVideoRequest;
use Pixverse\Client\MotionMode;
use Pixverse\Client\Quality;
use Pixverse\Client\TextToVideoRequest;
use Pixverse\Client\V5VideoRequest;
use Pixverse\Client\V6VideoRequest;
use Pixverse\Client\VideoRequest;

final class RequestTest extends TestCase
{
    /** @return list<string> */
    private static function messages(VideoRequest $request): array
    {
        return array_map(strval(...), $request->violations());
    }

    public function testRequestWithoutOptionalFieldsHasTheRequiredDefaults(): void
    {
        $request = new TextToVideoRequest(prompt: 'A boat', seed: 7);

        self::assertSame([], $request->violations());
        self::assertJsonStringEqualsJsonString(
            '{"aspect_ratio":"16:9","duration":5,"motion_mode":"normal","prompt":"A boat","quality":"540p","seed":7}',
            (string) json_encode($request)
        );
    }

    public function testViolationsListEverythingAtOnceInTheOrderOfTheDocument(): void
    {
        $request = TextToVideoRequest::fromArray([
            'promt' => 'x', 'zzz' => null, 'seed' => 0, 'duration' => 7, 'quality' => 7, 'negative_prompt' => true,
        ]);

        self::assertSame([
            'duration must be one of 5, 8, but was 7',
            'prompt must be text with at least one character other than space, tab and line break, but was missing',
            'quality must be one of "360p", "540p", "720p", "1080p", but was 7',
            'negative_prompt must be text, but was true',
            'seed must be a whole number from 1 to 99999, but was 0',
            'promt must be a field of TextToVideoRequest (did you mean "prompt"?) or an additional property, but was "x"',
            'zzz must be a field of TextToVideoRequest or an additional property, but was null',
        ], self::messages($request));
        self::assertTrue($request->violations()[5]->isUnknownField);
    }

    public function testViolationsNameEachExcludedCombination(): void
    {
        $request = new TextToVideoRequest(
            prompt: 'A boat',
            duration: DurationSeconds::FIVE,
            quality: Quality::P1080,
            motionMode: MotionMode::FAST,
        );
        $longer = TextToVideoRequest::fromJson('{"prompt": "A boat", "duration": 8.0, "quality": "1080p"}');

        self::assertSame(
            ['motion_mode "fast" and quality "1080p" must not be combined: 1080p does not support fast motion'],
            self::messages($request)
        );
        self::assertSame(
            ['duration 8.0 and quality "1080p" must not be combined: 1080p is available at 5 seconds only'],
            self::messages($longer)
        );
        self::assertSame(['duration', 'quality'], $longer->violations()[0]->fields);
    }

    /** @return iterable<string, array{mixed, string}> */
    public static function wrongSeeds(): iterable
    {
        yield 'true' => [true, 'true'];
        yield 'text' => ['5', '"5"'];
        yield 'a fraction' => [5.5, '5.5'];
        yield 'infinity' => [INF, 'Infinity'];
        yield 'no number' => [NAN, 'NaN'];
        yield 'beyond 64 bits' => [9.2233720368547758e18, '9.223372036854776e+18'];
        yield 'null' => [null, 'null'];
        yield 'an array' => [[1], '[1]'];
        yield 'a long text' => [str_repeat('é', 200), '"' . str_repeat('é', 99) . '… (202 characters)'];
    }

    /** @dataProvider wrongSeeds */
    public function testViolationsShowTheValueAsJson(mixed $seed, string $shown): void
    {
        $request = V5VideoRequest::fromArray(['prompt' => 'A boat', 'seed' => $seed]);

        self::assertSame(
            ["seed must be a whole number from -9223372036854775808 to 9223372036854775807, but was $shown"],
            self::messages($request)
        );
    }

    public function testIntegersMayHaveAFractionOfZero(): void
    {
        $request = TextToVideoRequest::fromJson('{"prompt": "A boat", "duration": 8.0, "seed": 5.0}');

        self::assertSame([], $request->violations());
        self::assertSame([], V5VideoRequest::fromArray(['prompt' => 'A boat', 'seed' => PHP_INT_MIN])->violations());
    }

    public function testNumbersAreComparedExactly(): void
    {
        self::assertSame([], V6VideoRequest::fromArray(['prompt' => 'A boat', 'guidance_scale' => 1.5])->violations());
        self::assertSame(
            ['guidance_scale must be a number from 1 to 20, but was 20.5'],
            self::messages(V6VideoRequest::fromArray(['prompt' => 'A boat', 'guidance_scale' => 20.5]))
        );
    }

    public function testTextThatIsNotUtf8IsRejected(): void
    {
        self::assertSame(
            ["prompt must be text in UTF-8, but was \"a\u{FFFD}\""],
            self::messages(new TextToVideoRequest(prompt: "a\xff"))
        );
    }

    public function testLongAddressesAreMatched(): void
    {
        $address = 'https://example.com/?' . str_repeat('%20a', 100_000);

        self::assertSame([], (new ImageToVideoRequest(imageUrl: $address, prompt: 'A boat'))->violations());
        self::assertCount(1, (new ImageToVideoRequest(imageUrl: "$address%", prompt: 'A boat'))->violations());
        self::assertCount(1, (new ImageToVideoRequest(imageUrl: "https://example.com/\n", prompt: 'A boat'))->violations());
    }

    public function testAdditionalPropertiesAreSentOnPurpose(): void
    {
        $request = new TextToVideoRequest(prompt: 'A boat', additionalProperties: ['camera' => ['zoom' => new \stdClass()]]);

        self::assertSame([], $request->violations());
        self::assertStringContainsString('"camera":{"zoom":{}}', (string) json_encode($request));
    }

    public function testAdditionalPropertyOfAKnownFieldIsRejected(): void
    {
        $this->expectException(InvalidArgumentException::class);
        $this->expectExceptionMessage('name of an additional property must be text other than the fields with arguments');

        new TextToVideoRequest(prompt: 'A boat', additionalProperties: ['seed' => 0]);
    }

    public function testAccessorsReturnConstants(): void
    {
        $request = TextToVideoRequest::fromJson('{"prompt": "A boat", "duration": 8.0, "quality": "4k", "seed": 5.0}');

        self::assertSame(DurationSeconds::EIGHT, $request->duration());
        self::assertSame(5, $request->seed());
        self::assertNull($request->style());
        $this->expectException(LogicException::class);
        $this->expectExceptionMessage('quality must be a value of type Quality, but was "4k"');
        $request->quality();
    }

    public function testJsonThatIsNoObjectIsRejected(): void
    {
        $this->expectException(InvalidArgumentException::class);
        $this->expectExceptionMessage('json must be the text of one JSON object, but was "[1]"');

        TextToVideoRequest::fromJson('[1]');
    }

    public function testRequestsAreSerializable(): void
    {
        $request = new TextToVideoRequest(prompt: 'A boat', additionalProperties: ['zzz' => 1]);

        self::assertEquals($request, unserialize(serialize($request)));
    }
}
