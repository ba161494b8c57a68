import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import * as client from 'pixverse-client';
import { mapSettled, OPERATIONS, Pixverse } from 'pixverse-client';
import { errorOf, KEY, PROMPT, respondWith, sleep, VIDEO, withServer } from './stub-server.js';

const PACKAGE = join(__dirname, '..');
const run = promisify(execFile);

test('the package exports the client, its errors and a helper, and nothing of the generator', () => {
    assert.deepEqual(Object.keys(client).sort(), [
        'AbortError',
        'BadRequestError',
        'CallTimeoutError',
        'ConnectionError',
        'ForbiddenError',
        'InsufficientCreditsError',
        'InvalidRequestError',
        'JobFailedError',
        'JobTimeoutError',
        'NotFoundError',
        'OPERATIONS',
        'Pixverse',
        'PixverseError',
        'RateLimitedError',
        'SaveFailedError',
        'ServerError',
        'UnauthorizedError',
        'UnexpectedResponseError',
        'mapSettled',
    ]);
    assert.throws(
        () => createRequire(__filename)('pixverse-client/dist/caller.js'),
        /ERR_PACKAGE_PATH_NOT_EXPORTED|not defined/,
    );
});

test('import and require give the same classes', async () => {
    const code = `
        import { createRequire } from 'node:module';
        import * as imported from 'pixverse-client';
        const required = createRequire(import.meta.url)('pixverse-client');
        const names = Object.keys(required).filter((name) => imported[name] !== required[name]);
        console.log(JSON.stringify({ names, count: Object.keys(imported).length }));
    `;
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', code], { cwd: PACKAGE });
    assert.deepEqual(JSON.parse(stdout), { names: [], count: Object.keys(client).length });
});

test('each operation is a method, and has its path and timeout', () => {
    for (const [name, { path, timeoutMs }] of Object.entries(OPERATIONS)) {
        assert.equal(typeof Pixverse.prototype[name as keyof Pixverse], 'function');
        assert.match(path, /^\/v1\/pixverse-/);
        assert.ok(timeoutMs >= 200_000);
    }
    assert.equal(OPERATIONS.extendV5Video.timeoutMs, 465_000);
    assert.ok(Object.isFrozen(OPERATIONS) && Object.isFrozen(OPERATIONS.textToVideo));
});

describe('options', () => {
    test('are checked at once, and no message shows the key', () => {
        const options = { apikey: KEY, baseUrl: 'http://example.com', timeoutMs: 0, maxRetries: 0.5, fetch, x: KEY };
        assert.throws(
            () => new Pixverse(options as never),
            (error: Error) => {
                assert.equal(error.name, 'TypeError');
                assert.deepEqual(
                    error.message.split('\n').map((line) => line.split(' must ')[0]),
                    ['apiKey', 'baseUrl', 'timeoutMs', 'maxRetries', 'apikey', 'fetch', 'x'],
                );
                assert.match(error.message, /apikey must be left out, .*did you mean "apiKey"/);
                assert.match(
                    error.message,
                    /fetch must be left out, because another transport might send a paid request twice/,
                );
                assert.ok(!error.message.includes(KEY));
                return true;
            },
        );
        for (const apiKey of ['', ' ', 'a\nb', 'ü', undefined, 7]) {
            assert.throws(() => new Pixverse({ apiKey } as never), /apiKey must be/);
        }
        assert.throws(() => new Pixverse(undefined as never), /options must be an object/);
    });

    test('a function that gives no key sends nothing', async () => {
        await withServer(respondWith(VIDEO), async (server) => {
            const sources = [
                () => '',
                () => 'a\u0000b',
                () => undefined,
                () => {
                    throw new RangeError(KEY);
                },
                () => Promise.reject(new Error(KEY)),
            ];
            for (const apiKey of sources) {
                const error = await errorOf(server.client({ apiKey: apiKey as () => string }).textToVideo(PROMPT));
                assert.equal(error.name, 'InvalidRequestError');
                assert.match(error.message, /^textToVideo: apiKey must .*\[NOT_SENT: /);
                assert.ok(!error.message.includes(KEY));
            }
            assert.equal(server.connections, 0);
        });
    });
});

describe('mapSettled', () => {
    test('runs at most so many tasks at once, and keeps order and failures', async () => {
        let running = 0;
        let most = 0;
        const outcomes = await mapSettled(
            [5, 1, 3, 2, 4],
            async (item, index) => {
                most = Math.max(most, ++running);
                await sleep(item * 5);
                running--;
                if (item === 3) {
                    throw new Error('three');
                }
                return [item, index];
            },
            { maxConcurrency: 2 },
        );
        assert.equal(most, 2);
        assert.deepEqual(
            outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : String(outcome.reason))),
            [[5, 0], [1, 1], 'Error: three', [2, 3], [4, 4]],
        );
        assert.deepEqual(
            outcomes.map(({ item }) => item),
            [5, 1, 3, 2, 4],
        );
    });

    test('starts nothing once the signal is aborted', async () => {
        const controller = new AbortController();
        const started: number[] = [];
        const outcomes = await mapSettled(
            [1, 2, 3],
            async (item) => {
                started.push(item);
                controller.abort();
            },
            { maxConcurrency: 1, signal: controller.signal },
        );
        assert.deepEqual(started, [1]);
        assert.deepEqual(
            outcomes.map(({ status }) => status),
            ['fulfilled', 'rejected', 'rejected'],
        );
        await assert.rejects(
            mapSettled([], async () => {}, { maxConcurrency: 0 }),
            /maxConcurrency must be/,
        );
    });
});
