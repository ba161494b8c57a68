import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, test } from 'node:test';
import { Pixverse } from 'pixverse-client';
import {
    errorOf,
    errorOfVideo,
    KEY,
    MP4,
    PROMPT,
    type Responder,
    respondWith,
    response,
    sleep,
    VIDEO,
    withServer,
} from './stub-server.js';

const REFUSAL = { 'Content-Type': 'application/json', 'x-request-id': 'request-1' };
const SILENT: Responder = () => {};

interface Expected {
    name: string;
    billing: string;
    status?: number | undefined;
    requestId?: string | undefined;
}

async function expectFailure(responder: Responder, expected: Expected, options = {}): Promise<Error> {
    return await withServer(responder, async (server) => {
        const error = await errorOfVideo(server.client(), options);
        const { name, billing, status, requestId } = error;
        assert.deepEqual(
            { name, billing, status, requestId },
            { status: undefined, requestId: undefined, ...expected },
        );
        assert.ok(error.message.includes(`[${expected.billing}: `), error.message);
        assert.equal(server.requests.length, 1);
        assert.equal(server.connections, 1);
        return error;
    });
}

describe('a request', () => {
    test('is sent once, over a connection of its own, with the key in a header only', async () => {
        await withServer(respondWith(VIDEO), async (server) => {
            const video = await server.client().textToVideo(PROMPT);
            assert.deepEqual(Buffer.from(await video.bytes()), MP4);
            const request = server.requests[0] ?? '';
            assert.match(request, /^POST \/v1\/pixverse-text2video HTTP\/1\.1\r\n/);
            assert.match(request, /\r\nConnection: close\r\n/);
            assert.match(request, new RegExp(`\\r\\nx-api-key: ${KEY}\\r\\n`));
            assert.match(request, /\r\nUser-Agent: pixverse-client-typescript\/\d/);
            assert.equal(request.split(KEY).length, 2);
        });
    });

    test('goes to the path under the base URL', async () => {
        await withServer(respondWith(VIDEO), async (server) => {
            const client = server.client({ baseUrl: `${server.url}/proxy/` });
            (await client.textToVideo(PROMPT)).close();
            assert.match(server.requests[0] ?? '', /^POST \/proxy\/v1\/pixverse-text2video HTTP/);
        });
    });

    test('that is invalid makes no connection', async () => {
        await withServer(respondWith(VIDEO), async (server) => {
            const client = server.client();
            const error = await errorOf(client.textToVideo({ prompt: ' ', duration: 7 } as never));
            assert.equal(error.name, 'InvalidRequestError');
            assert.equal(
                error.message,
                'textToVideo: the request breaks the rules of the document:\n' +
                    '  duration must be one of 5, 8, but was 7\n' +
                    '  prompt must be text with at least one character other than space, tab and line break, but was " "\n' +
                    '  [NOT_SENT: the request was not sent, nothing is billed]',
            );
            assert.equal(
                (await errorOf(client.textToVideo(null as never))).message,
                'textToVideo: request must be an object, but was none' +
                    ' [NOT_SENT: the request was not sent, nothing is billed]',
            );
            assert.equal(server.connections, 0);
        });
    });

    test('is not changed by what happens after the call', async () => {
        await withServer(respondWith(VIDEO), async (server) => {
            const request = { prompt: 'before' };
            const call = server.client({ apiKey: async () => KEY }).textToVideo(request);
            request.prompt = 'after';
            (await call).close();
            assert.match(server.requests[0] ?? '', /"prompt":"before"/);
        });
    });

    test('with unusable options is not sent', async () => {
        await withServer(respondWith(VIDEO), async (server) => {
            const options = { timeoutMs: 0, maxRetries: -1, signal: {}, saveto: 'x' } as never;
            const error = await errorOf(server.client().textToVideo(PROMPT, options));
            assert.equal(error.billing, 'NOT_SENT');
            for (const name of ['timeoutMs', 'maxRetries', 'signal', 'saveto must be left out.*"saveTo"']) {
                assert.match(error.message, new RegExp(name));
            }
            assert.equal(server.connections, 0);
        });
    });
});

describe('at most once:', () => {
    for (const status of [301, 302, 303, 307, 308, 401, 408, 421, 425, 500, 502, 503, 504]) {
        test(`${status} sends nothing again`, async () => {
            await withServer(
                respondWith(response(status, { Location: '/other', 'Retry-After': '0', 'Content-Type': 'text/plain' })),
                async (server) => {
                    assert.equal((await errorOfVideo(server.client({ maxRetries: 5 }))).status, status);
                    assert.equal(server.requests.length, 1);
                },
            );
        });
    }

    test('a dead connection sends nothing again', async () => {
        await withServer(
            (socket) => {
                socket.resetAndDestroy();
            },
            async (server) => {
                assert.equal((await errorOfVideo(server.client({ maxRetries: 5 }))).billing, 'UNKNOWN');
                assert.equal(server.connections, 1);
            },
        );
    });
});

describe('billing:', () => {
    const statuses: Record<number, [string, string]> = {
        400: ['BadRequestError', 'NOT_BILLED'],
        401: ['UnauthorizedError', 'NOT_BILLED'],
        403: ['ForbiddenError', 'NOT_BILLED'],
        404: ['NotFoundError', 'NOT_BILLED'],
        406: ['InsufficientCreditsError', 'NOT_BILLED'],
        418: ['UnexpectedResponseError', 'UNKNOWN'],
        429: ['RateLimitedError', 'NOT_BILLED'],
        500: ['ServerError', 'NOT_BILLED'],
        502: ['ServerError', 'UNKNOWN'],
        503: ['ServerError', 'UNKNOWN'],
        504: ['ServerError', 'UNKNOWN'],
    };
    for (const [code, [name, billing]] of Object.entries(statuses)) {
        test(`${code} is ${name}, ${billing}`, async () => {
            const status = Number(code);
            const error = await expectFailure(respondWith(response(status, REFUSAL, '{"error":"Words."}')), {
                name,
                billing,
                status,
                requestId: 'request-1',
            });
            assert.match(error.message, new RegExp(`^textToVideo: ${code}: Words\\. \\(request id request-1\\) \\[`));
        });
    }

    const broken: [string, string | Buffer, Expected][] = [
        ['no response', '', { name: 'ConnectionError', billing: 'UNKNOWN' }],
        ['a cut head', 'HTTP/1.1 200 OK\r\nContent-Ty', { name: 'ConnectionError', billing: 'UNKNOWN' }],
        ['garbage', '\u0000\u0001garbage', { name: 'ConnectionError', billing: 'UNKNOWN' }],
        [
            'a cut video of known length',
            VIDEO.subarray(0, -1),
            { name: 'ConnectionError', billing: 'BILLED', status: 200, requestId: 'request-1' },
        ],
        [
            'a cut video of unknown length',
            Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n'), MP4.subarray(0, -1)]),
            { name: 'ConnectionError', billing: 'BILLED', status: 200 },
        ],
        [
            'a cut chunk',
            'HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc',
            { name: 'ConnectionError', billing: 'BILLED', status: 200 },
        ],
        [
            'a cut refusal',
            response(400, { ...REFUSAL, 'Content-Length': '99' }, '{"error":"Words."}'),
            { name: 'BadRequestError', billing: 'NOT_BILLED', status: 400, requestId: 'request-1' },
        ],
        [
            'no byte of a video',
            response(200, { 'Content-Type': 'video/mp4' }),
            { name: 'UnexpectedResponseError', billing: 'UNKNOWN', status: 200 },
        ],
        [
            'JSON without an address',
            response(200, REFUSAL, '{"error":"Declined."}'),
            { name: 'UnexpectedResponseError', billing: 'UNKNOWN', status: 200, requestId: 'request-1' },
        ],
        [
            'a part of a video',
            response(206, { 'Content-Type': 'video/mp4' }, MP4),
            { name: 'UnexpectedResponseError', billing: 'BILLED', status: 206 },
        ],
        [
            'a compressed video',
            response(200, { 'Content-Type': 'video/mp4', 'Content-Encoding': 'gzip' }, MP4),
            { name: 'UnexpectedResponseError', billing: 'BILLED', status: 200 },
        ],
        [
            'another protocol',
            'HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n',
            { name: 'UnexpectedResponseError', billing: 'UNKNOWN', status: 101 },
        ],
    ];
    for (const [what, bytes, expected] of broken) {
        test(`${what} is ${expected.name}, ${expected.billing}`, async () => {
            await expectFailure(respondWith(bytes), expected);
        });
    }

    test('a video is told by its first bytes where the media type is missing', async () => {
        await withServer(respondWith(response(200, {}, MP4)), async (server) => {
            assert.equal((await (await server.client().textToVideo(PROMPT)).bytes()).length, MP4.length);
        });
    });

    test('a refused connection is NOT_SENT, and the message has its cause', async () => {
        const server = createServer().listen(0, '127.0.0.1');
        await once(server, 'listening');
        const { port } = server.address() as { port: number };
        server.close();
        await once(server, 'close');
        for (const host of ['127.0.0.1', 'localhost']) {
            const client = new Pixverse({ apiKey: KEY, baseUrl: `http://${host}:${port}`, maxRetries: 0 });
            const error = await errorOfVideo(client);
            assert.equal(error.name, 'ConnectionError');
            assert.equal(error.billing, 'NOT_SENT');
            assert.match(error.message, /no connection could be made \(.*ECONNREFUSED/);
        }
    });

    test('a failed handshake is NOT_SENT, and is not retried', async () => {
        await withServer(SILENT, async (server) => {
            const client = new Pixverse({ apiKey: KEY, baseUrl: server.url.replace('http:', 'https:') });
            const call = errorOfVideo(client);
            // The client is connected once its handshake begins.
            while (server.bytesReceived === 0) {
                await sleep(10);
            }
            server.disconnect();
            const error = await call;
            assert.equal(error.billing, 'NOT_SENT');
            assert.match(error.message, /no secure connection could be made/);
            assert.equal(server.connections, 1);
        });
    });

    test('a refusal without an end ends after 64 KiB', async () => {
        const error = await expectFailure(
            (socket) => {
                socket.write('HTTP/1.1 400 Bad\r\n\r\n');
                const timer = setInterval(() => socket.write('x'.repeat(8_192)), 1);
                socket.on('close', () => clearInterval(timer));
            },
            { name: 'BadRequestError', billing: 'NOT_BILLED', status: 400 },
        );
        assert.equal((error as unknown as { body: string }).body.length, 65_536);
    });
});

describe('time:', () => {
    test('no response in time is UNKNOWN', async () => {
        const options = { timeoutMs: 1_000 };
        const error = await expectFailure(SILENT, { name: 'CallTimeoutError', billing: 'UNKNOWN' }, options);
        assert.match(error.message, /no response within 1 s/);
    });

    test('headers that trickle do not extend the limit', async () => {
        await expectFailure(
            (socket) => {
                socket.write('HTTP/1.1 200 OK\r\n');
                const timer = setInterval(() => socket.write('x-a: b\r\n'), 50);
                socket.on('close', () => clearInterval(timer));
            },
            { name: 'CallTimeoutError', billing: 'UNKNOWN' },
            { timeoutMs: 1_000 },
        );
    });

    test('a head without a body in time is BILLED', async () => {
        const error = await expectFailure(
            async (socket) => {
                await sleep(500);
                socket.write(VIDEO.subarray(0, VIDEO.indexOf('\r\n\r\n') + 4));
            },
            { name: 'CallTimeoutError', billing: 'BILLED', status: 200, requestId: 'request-1' },
            { timeoutMs: 3_000 },
        );
        const left = Number(/no byte within (\S+) s/.exec(error.message)?.[1]);
        assert.ok(left <= 2.5, `the limit includes the time until the head: ${error.message}`);
    });

    test('silence within a video is BILLED, slow bytes are not silence', async () => {
        const head = VIDEO.indexOf('\r\n\r\n') + 4;
        await withServer(
            async (socket, index) => {
                socket.write(VIDEO.subarray(0, head));
                for (let at = head; at < head + 6; at++) {
                    socket.write(VIDEO.subarray(at, at + 1));
                    await sleep(400);
                }
                if (index === 0) {
                    socket.end(VIDEO.subarray(head + 6));
                }
            },
            async (server) => {
                const video = await server.client().textToVideo(PROMPT, { timeoutMs: 2_000 });
                assert.deepEqual(Buffer.from(await video.bytes()), MP4);
                const error = await errorOfVideo(server.client(), { timeoutMs: 2_000 });
                assert.equal(error.name, 'CallTimeoutError');
                assert.equal(error.billing, 'BILLED');
                assert.match(error.message, /broke off after 6 of 1132 bytes \(no byte within 2 s\)/);
            },
        );
    });

    test('a connection that is never made is NOT_SENT', async () => {
        await withServer(SILENT, async (server) => {
            const client = server.client({ baseUrl: server.url.replace('http:', 'https:'), connectTimeoutMs: 150 });
            const error = await errorOfVideo(client);
            assert.equal(error.name, 'ConnectionError');
            assert.equal(error.billing, 'NOT_SENT');
            assert.match(error.message, /connect timed out after 0\.15 s/);
        });
    });
});

describe('cancellation:', () => {
    const reason = new Error('enough');

    function assertAborted(error: Error & Record<string, unknown>, billing: string): void {
        assert.equal(error.name, 'AbortError');
        assert.equal(error.code, 'ABORT_ERR');
        assert.equal(error.cause, reason);
        assert.equal(error.billing, billing);
    }

    /** Aborts half a second after the server has responded. */
    async function cancelled(bytes: string | Buffer, billing: string, options = {}): Promise<void> {
        const controller = new AbortController();
        const responder: Responder = async (socket) => {
            socket.write(bytes);
            await sleep(500);
            controller.abort(reason);
        };
        await withServer(responder, async (server) => {
            assertAborted(await errorOfVideo(server.client(options), { signal: controller.signal }), billing);
        });
    }

    test('while waiting for the response is UNKNOWN', () => cancelled('', 'UNKNOWN'));

    test('within a refusal has its billing', () => cancelled('HTTP/1.1 400 Bad\r\n\r\nx', 'NOT_BILLED'));

    test('while waiting for a retry keeps the billing of the refusal', () =>
        cancelled(response(429, { 'Retry-After': '60' }), 'NOT_BILLED', { maxRetries: 2 }));

    test('within the video is BILLED', async () => {
        const controller = new AbortController();
        await withServer(
            (socket) => void socket.write(VIDEO.subarray(0, -1)),
            async (server) => {
                const video = await server.client().textToVideo(PROMPT, { signal: controller.signal });
                controller.abort(reason);
                assertAborted(await errorOf(video.bytes()), 'BILLED');
            },
        );
    });

    test('while waiting for the key is NOT_SENT', async () => {
        const controller = new AbortController();
        const apiKey = (): Promise<string> => {
            setImmediate(() => controller.abort(reason));
            return new Promise(() => {});
        };
        await withServer(respondWith(VIDEO), async (server) => {
            assertAborted(await errorOfVideo(server.client({ apiKey }), { signal: controller.signal }), 'NOT_SENT');
            assert.equal(server.connections, 0);
        });
    });

    test('before the call sends nothing, and asks for no key', async () => {
        await withServer(respondWith(VIDEO), async (server) => {
            let asked = 0;
            const apiKey = (): string => {
                asked++;
                return KEY;
            };
            const error = await errorOfVideo(server.client({ apiKey }), { signal: AbortSignal.abort() });
            assert.equal(error.billing, 'NOT_SENT');
            assert.equal((error.cause as Error).name, 'AbortError');
            assert.deepEqual([asked, server.connections], [0, 0]);
        });
    });

    test('during the handshake sends nothing', async () => {
        await withServer(SILENT, async (server) => {
            const client = server.client({ baseUrl: server.url.replace('http:', 'https:') });
            const error = await errorOfVideo(client, { signal: AbortSignal.timeout(100) });
            assert.equal(error.billing, 'NOT_SENT');
            assert.equal((error.cause as Error).name, 'TimeoutError');
        });
    });

    test('by a signal that many calls share makes no warning, and leaves no listener', async () => {
        const warnings: Error[] = [];
        const onWarning = (warning: Error): number => warnings.push(warning);
        process.on('warning', onWarning);
        const { signal } = new AbortController();
        let listeners = 0;
        const { addEventListener, removeEventListener } = signal;
        signal.addEventListener = (...args: unknown[]): void => {
            listeners++;
            addEventListener.apply(signal, args as never);
        };
        signal.removeEventListener = (...args: unknown[]): void => {
            listeners--;
            removeEventListener.apply(signal, args as never);
        };
        const refusal = response(429, { 'Retry-After': '0' });
        const responder: Responder = (socket, index) => void socket.end(index < 20 ? refusal : VIDEO);
        await withServer(responder, async (server) => {
            const client = server.client({ maxRetries: 3 });
            const calls = Array.from({ length: 20 }, () => client.textToVideo(PROMPT, { signal }));
            assert.equal(listeners, 1);
            await Promise.all((await Promise.all(calls)).map((video) => video.bytes()));
        });
        process.off('warning', onWarning);
        assert.deepEqual(warnings, []);
        assert.equal(listeners, 0);
    });
});

describe('retries:', () => {
    test('429 is retried, then the video comes', async () => {
        await withServer(respondWith(response(429, { 'Retry-After': '0' }), VIDEO), async (server) => {
            (await server.client({ maxRetries: 1 }).textToVideo(PROMPT)).close();
            assert.equal(server.requests.length, 2);
            assert.equal(server.connections, 2);
        });
    });

    test('no attempt starts later than one timeout after the first', async () => {
        await withServer(respondWith(response(429, { 'Retry-After': '60' })), async (server) => {
            const error = await errorOfVideo(server.client({ maxRetries: 5 }), { timeoutMs: 2_000 });
            assert.equal(error.name, 'RateLimitedError');
            assert.equal(error.retryAfterMs, 60_000);
            assert.equal(server.requests.length, 1);
        });
    });

    test('the last failure that says why there is no further attempt is reported', async () => {
        const responder = respondWith(response(429, { 'Retry-After': '0' }), response(401, {}));
        await withServer(responder, async (server) => {
            assert.equal((await errorOfVideo(server.client({ maxRetries: 3 }))).name, 'UnauthorizedError');
        });
    });

    test('the key is asked for before each attempt', async () => {
        const keys = ['SG_first_0000', 'SG_second_000'];
        await withServer(respondWith(response(429, { 'Retry-After': '0' }), VIDEO), async (server) => {
            const client = server.client({ maxRetries: 1, apiKey: () => keys.shift() ?? '' });
            (await client.textToVideo(PROMPT)).close();
            assert.match(server.requests[1] ?? '', /SG_second_000/);
        });
    });
});

describe('JSON with an address', () => {
    const json = (address: string): Buffer => response(200, REFUSAL, JSON.stringify({ video: { url: address } }));

    test('is followed without the key, over redirects too', async () => {
        await withServer(respondWith(response(302, { Location: '/file' }), VIDEO), async (files) => {
            await withServer(respondWith(json(`${files.url}/start`)), async (server) => {
                const video = await server.client().textToVideo(PROMPT);
                assert.deepEqual(Buffer.from(await video.bytes()), MP4);
                assert.equal(video.metadata.requestId, 'request-1');
                assert.match(files.requests[1] ?? '', /^GET \/file /);
                assert.ok(!files.requests.join().includes(KEY));
            });
        });
    });

    test('is BILLED if the file cannot be downloaded, which is tried five times', async () => {
        await withServer(respondWith(response(500, {})), async (files) => {
            const error = await expectFailure(respondWith(json(files.url)), {
                name: 'UnexpectedResponseError',
                billing: 'BILLED',
                status: 200,
                requestId: 'request-1',
            });
            assert.match(error.message, /the video is finished at http.*status 500 without a whole video/);
            assert.equal(files.requests.length, 5);
        });
    });

    test('of another protocol is not followed', async () => {
        await expectFailure(respondWith(json('file:///etc/passwd')), {
            name: 'UnexpectedResponseError',
            billing: 'UNKNOWN',
            status: 200,
            requestId: 'request-1',
        });
    });
});

describe('a video', () => {
    test('has the metadata of its response', async () => {
        const headers = {
            'Content-Type': 'video/mp4',
            'x-request-id': 'request-1',
            'x-cost': '0.45',
            'x-remaining-credits': 'unlimited',
            'x-generation-time': '44.13',
            'x-seed-value': '99999999999999999999',
            'x-other': `echo ${KEY}`,
        };
        await withServer(respondWith(response(200, headers, MP4)), async (server) => {
            const { metadata, contentType, size } = await server.client().textToVideo(PROMPT);
            const { headers: received, ...rest } = metadata;
            assert.deepEqual(rest, {
                status: 200,
                requestId: 'request-1',
                cost: 0.45,
                remainingCredits: undefined,
                generationSeconds: 44.13,
                seed: undefined,
            });
            assert.equal(received.get('x-seed-value'), '99999999999999999999');
            assert.equal(received.get('x-other'), 'echo <redacted>');
            assert.deepEqual([contentType, size], ['video/mp4', MP4.length]);
        });
    });

    test('can be streamed, once', async () => {
        await withServer(respondWith(VIDEO), async (server) => {
            const video = await server.client().textToVideo(PROMPT);
            const chunks: Uint8Array[] = [];
            for await (const chunk of video.stream() as unknown as AsyncIterable<Uint8Array>) {
                chunks.push(chunk);
            }
            assert.deepEqual(Buffer.concat(chunks), MP4);
            assert.throws(() => video.stream(), /its bytes come only once/);
            await assert.rejects(video.bytes(), /its bytes come only once/);
        });
    });

    test('whose stream is cancelled frees its connection', async () => {
        let onClose = (): void => {};
        const closed = new Promise<void>((resolve) => {
            onClose = resolve;
        });
        await withServer(
            (socket) => {
                socket.on('close', onClose);
                socket.write(VIDEO.subarray(0, -1));
            },
            async (server) => {
                await (await server.client().textToVideo(PROMPT)).stream().cancel();
                await closed;
            },
        );
    });

    test('that breaks off fails its stream with the billing', async () => {
        await withServer(respondWith(VIDEO.subarray(0, -1)), async (server) => {
            const stream = (await server.client().textToVideo(PROMPT)).stream();
            const error = await errorOf(new Response(stream as never).arrayBuffer());
            assert.equal(error.billing, 'BILLED');
            assert.match(error.message, /broke off after 1131 of 1132 bytes/);
        });
    });
});
