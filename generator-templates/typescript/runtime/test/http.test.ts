import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { describe, test } from 'node:test';
import { connect, type HttpResponse, type RequestBody, send } from '../dist/http.js';
import { errorOf, MP4, type Responder, respondWith, sleep, VIDEO, withServer } from './stub-server.js';

const MAX_MS = 10_000;

/** Sends a request over a connection of its own. */
async function exchange(
    url: string,
    { body, timeoutMs = MAX_MS, signal }: { body?: RequestBody; timeoutMs?: number; signal?: AbortSignal } = {},
): Promise<HttpResponse> {
    const to = new URL(url);
    const socket = await connect(to, MAX_MS, signal);
    const headers = body === undefined ? {} : { 'Content-Length': String(body.length) };
    return await send(socket, { method: 'POST', url: to, headers, body }, timeoutMs, signal);
}

/** How many timers keep the process alive. */
function timers(): number {
    return process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
}

/** A server that does nothing, and tells when its only connection is closed. */
async function withSilence(run: (url: string, closed: Promise<unknown>) => Promise<void>): Promise<void> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const closed = once(server, 'connection').then(async ([socket]: Socket[]) => {
        socket?.on('error', () => {}).resume();
        await once(socket as Socket, 'close');
    });
    const { port } = server.address() as { port: number };
    await run(`http://127.0.0.1:${port}`, closed);
    server.close();
}

/** Six bytes, one after each delay. */
function slowBody(delayMs: number, onByte = (): void => {}): RequestBody {
    return {
        length: 6,
        async *bytes() {
            for (let sent = 0; sent < 6; sent++) {
                await sleep(delayMs);
                onByte();
                yield Buffer.from('x');
            }
        },
    };
}

describe('a request that gets no response', { timeout: 60_000 }, () => {
    test('drops its connection after its timeout', async () => {
        await withSilence(async (url, closed) => {
            const error = await errorOf(exchange(url, { timeoutMs: 500 }));
            assert.match(String(error), /^DeadlineError: no response within 0\.5 s/);
            await closed;
        });
    });

    test('drops its connection with the signal', async () => {
        const controller = new AbortController();
        await withSilence(async (url, closed) => {
            const call = errorOf(exchange(url, { signal: controller.signal }));
            await sleep(500);
            controller.abort();
            assert.equal((await call).name, 'SignalAbortedError');
            await closed;
        });
    });

    test('drops its connection after a response that is none', async () => {
        let closed = Promise.resolve<unknown>(undefined);
        const garbage: Responder = (socket) => {
            closed = once(socket, 'close');
            socket.write('garbage\r\n\r\n');
        };
        await withServer(garbage, async ({ url }) => {
            assert.match(String(await errorOf(exchange(url))), /Parse Error/);
            await closed;
        });
    });
});

test('a handshake that gets no response drops its connection', { timeout: 60_000 }, async () => {
    await withSilence(async (url, closed) => {
        const error = await errorOf(connect(new URL(url.replace('http:', 'https:')), 500, undefined));
        assert.match(String(error), /^ConnectFailure: connect timed out after 0\.5 s/);
        await closed;
    });
});

test('a response leaves no timer, which would keep the process alive', async () => {
    await withServer(respondWith(VIDEO), async (server) => {
        const before = timers();
        const response = await exchange(server.url, { body: Buffer.from('x') });
        await response.readBody(MP4.length, performance.now() + MAX_MS);
        assert.equal(timers(), before);
    });
});

test('the time for a connection ends with the connection', async () => {
    const slow: Responder = async (socket) => {
        await sleep(2_500);
        socket.end(VIDEO);
    };
    await withServer(slow, async (server) => {
        const to = new URL(server.url);
        const socket = await connect(to, 1_500, undefined);
        const response = await send(socket, { method: 'POST', url: to, headers: {} }, MAX_MS, undefined);
        assert.deepEqual(await response.readBody(MP4.length, performance.now() + MAX_MS), MP4);
    });
});

test('the time for a response ends with its head', async () => {
    const slow: Responder = async (socket) => {
        socket.write(VIDEO.subarray(0, -1));
        await sleep(2_500);
        socket.end(VIDEO.subarray(-1));
    };
    await withServer(slow, async (server) => {
        const response = await exchange(server.url, { timeoutMs: 1_500 });
        assert.deepEqual(await response.readBody(MP4.length, performance.now() + MAX_MS), MP4);
    });
});

describe('a body that is made while it is sent', { timeout: 60_000 }, () => {
    test('restarts the time with each part', async () => {
        await withServer(
            (socket) => void socket.end(VIDEO),
            async (server) => {
                const response = await exchange(server.url, { body: slowBody(500), timeoutMs: 2_000 });
                assert.equal(response.status, 200);
                response.destroy();
                assert.match(server.requests[0] ?? '', /\r\n\r\nx{6}$/);
            },
        );
    });

    test('does not restart a time that has ended with the response', async () => {
        let parts = 0;
        const server = createServer((socket) => {
            socket.on('error', () => {});
            socket.once('data', async () => {
                socket.write(VIDEO.subarray(0, -1));
                await sleep(4_000);
                socket.end(VIDEO.subarray(-1));
            });
        }).listen(0, '127.0.0.1');
        await once(server, 'listening');
        const { port } = server.address() as { port: number };
        const body = slowBody(300, () => parts++);
        const before = timers();
        const response = await exchange(`http://127.0.0.1:${port}`, { body });
        assert.deepEqual(await response.readBody(MP4.length, performance.now() + MAX_MS), MP4);
        assert.equal(parts, 6);
        assert.equal(timers(), before);
        server.close();
    });

    test('that fails fails the request, and drops its connection', async () => {
        await withSilence(async (url, closed) => {
            const failing = {
                length: 6,
                async *bytes() {
                    yield Buffer.from('x');
                    throw new Error('the file became shorter');
                },
            };
            assert.match(String(await errorOf(exchange(url, { body: failing }))), /the file became shorter/);
            await closed;
        });
    });
});
