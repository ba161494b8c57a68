import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
    CallTimeoutError,
    ConnectionError,
    type Failure,
    NotFoundError,
    RateLimitedError,
    ServerError,
    UnexpectedResponseError,
} from 'pixverse-client';
import { mayPass, mayRetry, pollSchedule, retryAfterMs, retryDelayMs } from '../dist/retry.js';

const NOW = Date.parse('2026-01-01T00:00:00Z');

function parsed(headers: Record<string, string>): number | undefined {
    return retryAfterMs((name) => headers[name], ['x-reset'], NOW);
}

test('the delay of a refusal is read from each form', () => {
    assert.equal(parsed({ 'retry-after': ' 7 ' }), 7_000);
    assert.equal(parsed({ 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT' }), 9_000);
    assert.equal(parsed({ 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }), 0);
    assert.equal(parsed({ 'x-reset': '2026-01-01 00:00:05' }), 5_000);
    assert.equal(parsed({ 'x-reset': '2026-01-01T00:00:05.5+00:00' }), 5_500);
    assert.equal(parsed({ 'retry-after': '3', 'x-reset': '2026-01-01T00:00:05Z' }), 3_000);
    for (const value of ['-1', '1e3', '99999999999', '2026-01', 'soon', '']) {
        assert.equal(parsed({ 'retry-after': value, 'x-reset': value }), undefined, value);
    }
});

const LIMITED: Failure = { reason: 'x', billing: 'NOT_BILLED' };

test('only what is certainly not billed and may be temporary is retried', () => {
    const refused = Object.assign(new Error(), { syscall: 'connect' });
    assert.ok(mayRetry(new RateLimitedError(LIMITED)));
    assert.ok(!mayRetry(new RateLimitedError({ ...LIMITED, billing: 'UNKNOWN' })));
    assert.ok(mayRetry(new ConnectionError({ reason: 'x', billing: 'NOT_SENT', cause: refused })));
    assert.ok(!mayRetry(new ConnectionError({ reason: 'x', billing: 'NOT_SENT', cause: new Error('certificate') })));
    assert.ok(!mayRetry(new ConnectionError({ reason: 'x', billing: 'UNKNOWN', cause: refused })));
    assert.ok(!mayRetry(new ServerError(LIMITED)));
});

test('the delay doubles up to half a minute, or is what the service asks', () => {
    const failure = new RateLimitedError(LIMITED);
    assert.deepEqual(
        [1, 2, 3, 100].map((retry) => retryDelayMs(retry, failure, 1)),
        [1_000, 2_000, 4_000, 30_000],
    );
    assert.equal(retryDelayMs(1, failure, 0), 500);
    assert.equal(retryDelayMs(1, new RateLimitedError({ ...LIMITED, retryAfterMs: 60_000 }), 1), 60_100);
});

test('polls begin after a second, and slow down to ten', () => {
    const slowest = pollSchedule(() => 1);
    const delays = Array.from({ length: 8 }, slowest);
    assert.deepEqual(delays.slice(0, 3), [1_000, 1_500, 2_250]);
    assert.deepEqual(delays.slice(-2), [10_000, 10_000]);
    assert.equal(pollSchedule(() => 0)(), 800);
});

test('what may pass is read again', () => {
    const failure = (status?: number): Failure => ({ reason: 'x', billing: 'UNKNOWN', status });
    assert.ok(mayPass(new CallTimeoutError(failure())));
    assert.ok(mayPass(new ConnectionError(failure())));
    for (const status of [500, 502, 599]) {
        assert.ok(mayPass(new ServerError(failure(status))));
    }
    assert.ok(mayPass(new RateLimitedError(failure(429))));
    for (const status of [200, 408]) {
        assert.ok(mayPass(new UnexpectedResponseError(failure(status))));
    }
    assert.ok(!mayPass(new UnexpectedResponseError(failure(302))));
    assert.ok(!mayPass(new UnexpectedResponseError(failure())));
    assert.ok(!mayPass(new NotFoundError(failure(404))));
});
