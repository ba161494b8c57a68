import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PixverseError } from 'pixverse-client';
import { KEY, MP4, PROMPT, response, VIDEO, withServer } from './stub-server.js';

/** The same numbers in each run (mulberry32). */
function randomNumbers(seed: number): () => number {
    let state = seed;
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
}

const CHUNKED = Buffer.concat([
    Buffer.from('HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nTransfer-Encoding: chunked\r\n\r\n'),
    Buffer.from(`${MP4.length.toString(16)}\r\n`),
    MP4,
    Buffer.from('\r\n0\r\n\r\n'),
]);
const SEEDS = [VIDEO, CHUNKED, response(429, { 'Retry-After': '1' }, `{"error":"${KEY}"}`)];

test('no damaged response ends the process, or passes for a whole video', { timeout: 600_000 }, async () => {
    const random = randomNumbers(1);
    const below = (limit: number): number => Math.floor(random() * limit);
    const damaged = Array.from({ length: 400 }, () => {
        let bytes = Buffer.from(SEEDS[below(SEEDS.length)] ?? VIDEO);
        for (let edits = 1 + below(3); edits > 0; edits--) {
            // The head is where most can be damaged.
            const at = below(random() < 0.7 ? Math.min(150, bytes.length) : bytes.length);
            const kind = below(4);
            if (kind === 0) {
                bytes = bytes.subarray(0, at);
            } else if (kind === 1) {
                bytes[at] = below(256);
            } else if (kind === 2) {
                bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + below(20))]);
            } else {
                bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(below(bytes.length))]);
            }
        }
        return bytes;
    });
    await withServer(
        (socket, index) => {
            const bytes = damaged[index] ?? VIDEO;
            socket.write(bytes.subarray(0, bytes.length >> 1));
            setImmediate(() => socket.end(bytes.subarray(bytes.length >> 1)));
        },
        async (server) => {
            const client = server.client();
            let complete = 0;
            for (const [index, bytes] of damaged.entries()) {
                try {
                    const video = await client.textToVideo(PROMPT, { timeoutMs: 2_000 });
                    const received = Buffer.from(await video.bytes());
                    const [head = ''] = bytes.toString('latin1').split('\r\n\r\n');
                    const announced = /^content-length: *(\d+)/im.exec(head)?.[1];
                    assert.equal(received.length, announced === undefined ? received.length : Number(announced));
                    complete++;
                } catch (error) {
                    assert.ok(error instanceof PixverseError, `${index}: ${error}`);
                    assert.ok(!error.message.includes(KEY));
                }
            }
            assert.ok(complete > 0 && complete < damaged.length, String(complete));
            assert.equal(server.requests.length, damaged.length);
            assert.equal(server.connections, damaged.length);
        },
    );
});
