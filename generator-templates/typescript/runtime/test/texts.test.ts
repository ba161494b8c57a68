import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiKeyProblem } from '../dist/api-key.js';
import { baseUrlProblem, mayLinkTo } from '../dist/base-url.js';
import { reasonIn, videoAddressIn } from '../dist/error-body.js';
import { KeyRedactor } from '../dist/key-redactor.js';
import { isMp4, Mp4BoxTracker } from '../dist/mp4-boxes.js';
import { nearestName } from '../dist/nearest-name.js';
import { assertFast, box, MP4 } from './stub-server.js';

const redactor = new KeyRedactor('SG_0123456789abcdef');

test('the reason of a failure is the text of its body', () => {
    const bodies: Record<string, string> = {
        '{"error":"No credits","error_description":"Top up"}': 'No credits: Top up',
        '{"error_description":"Top up"}': 'Top up',
        '{"error":{"code":7}}': '{"error":{"code":7}}',
        '[1]': '[1]',
        '<html><head><title>t</title></head><style>s</style><body><h1>405</h1>Not <b>allowed</b></body></html>':
            '405 Not allowed',
        '': '(the response has no text)',
        'SG_0123456789ABCDEF is invalid': '<redacted> is invalid',
    };
    for (const [body, reason] of Object.entries(bodies)) {
        assert.equal(reasonIn(body, redactor), reason);
    }
    assert.equal(reasonIn('x'.repeat(600), redactor), `${'x'.repeat(500)}…`);
});

test('hostile HTML takes linear time', () => {
    assertFast(() => reasonIn('<'.repeat(655_360), redactor));
    assertFast(() => reasonIn('<script>'.repeat(81_920), redactor));
});

test('the address of a video is read from JSON', () => {
    assert.equal(videoAddressIn('{"video":{"url":"https://a/b.mp4"},"output":"x"}'), 'https://a/b.mp4');
    assert.equal(videoAddressIn('{"output":"https://a/b.mp4"}'), 'https://a/b.mp4');
    assert.equal(videoAddressIn('{"output":["https://a/b.mp4"]}'), undefined);
    assert.equal(videoAddressIn('no JSON'), undefined);
});

test('the base URL is https, or http of this machine', () => {
    const accepted = ['https://api.example.com', 'http://localhost:80', 'http://127.1.2.3/x/', 'http://[::1]:9'];
    const rejected = [
        'http://example.com',
        'http://localhost.example.com',
        'http://127.0.0.1.example.com',
        'ftp://localhost',
        'https://user:secret@example.com',
        'https://example.com/v1',
        'https://example.com?a',
        'https://example.com#a',
        'x',
        '',
        7,
    ];
    for (const url of accepted) {
        assert.equal(baseUrlProblem('baseUrl', url, 'https://a'), undefined);
    }
    for (const url of rejected) {
        const problem = baseUrlProblem('baseUrl', url, 'https://a');
        assert.match(problem ?? '', /^baseUrl must be .*, such as https:\/\/a, but was /);
        assert.ok(!problem?.includes('secret'));
    }
});

test('a video is fetched over https, or from this machine if the server is on it', () => {
    const server = new URL('https://api.example.com');
    const local = new URL('http://127.0.0.1:1');
    assert.ok(mayLinkTo(server, new URL('https://files.example.com/a.mp4')));
    assert.ok(!mayLinkTo(server, new URL('http://files.example.com/a.mp4')));
    assert.ok(!mayLinkTo(server, new URL('https://user@files.example.com/a.mp4')));
    assert.ok(!mayLinkTo(server, new URL('https://[::ffff:127.0.0.1]/a.mp4')));
    assert.ok(mayLinkTo(local, new URL('http://localhost:2/a.mp4')));
});

test('a key is visible ASCII, and no message shows it', () => {
    assert.equal(apiKeyProblem(' SG_1 '), undefined);
    for (const key of [undefined, null, 7, '', '  ', 'a b', 'a\nb', 'ä', 'a\u0000']) {
        const problem = apiKeyProblem(key);
        assert.match(problem ?? '', /^apiKey must be /);
        assert.ok(typeof key !== 'string' || key.trim() === '' || !problem?.includes(key));
    }
});

test('the nearest name is found across spellings', () => {
    const names = ['prompt', 'negative_prompt', 'image_url'];
    assert.equal(nearestName(names, 'promt'), 'prompt');
    assert.equal(nearestName(names, 'imageUrl'), 'image_url');
    assert.equal(nearestName(names, 'zzz'), undefined);
});

function mayBeWhole(bytes: Buffer, chunk = bytes.length): boolean {
    const boxes = new Mp4BoxTracker();
    for (let at = 0; at < bytes.length; at += chunk) {
        boxes.add(bytes.subarray(at, at + chunk));
    }
    return boxes.mayBeWhole();
}

test('a whole MP4 file ends with a box and has moov and mdat', () => {
    assert.ok(isMp4(MP4));
    for (const chunk of [1, 7, MP4.length]) {
        assert.ok(mayBeWhole(MP4, chunk));
        assert.ok(!mayBeWhole(MP4.subarray(0, -1), chunk));
    }
    assert.ok(!mayBeWhole(MP4.subarray(0, 16 + 108)), 'without mdat');
    assert.ok(mayBeWhole(Buffer.from('no MP4 file at all')));
    const toTheEnd = box('mdat', 100);
    toTheEnd.writeUInt32BE(0);
    assert.ok(mayBeWhole(Buffer.concat([box('ftyp', 0), box('moov', 0), toTheEnd])));
});

test('a box may have a size of 64 bits', () => {
    const long = box('mdat', 8 + 50);
    long.writeUInt32BE(1);
    long.writeBigUInt64BE(66n, 8);
    const file = Buffer.concat([box('ftyp', 0), box('moov', 0), long]);
    assert.ok(mayBeWhole(file, 3));
    assert.ok(!mayBeWhole(file.subarray(0, -1), 3));
});
