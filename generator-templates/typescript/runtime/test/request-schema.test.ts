import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeRequest, type RequestSchema } from '../dist/request-schema.js';
import { TextToVideoRequestSchema as TEXT, V6VideoRequestSchema as V6 } from '../dist/schemas.js';
import { assertFast } from './stub-server.js';

function messages(request: object, schema: RequestSchema = TEXT, additional: object = {}): string[] {
    return encodeRequest(schema, request, additional, true).violations.map((violation) => violation.message);
}

function json(request: object, schema: RequestSchema = TEXT, additional: object = {}): string {
    const { json: text, violations } = encodeRequest(schema, request, additional, true);
    assert.deepEqual(violations, []);
    return text;
}

test('a minimal request has the defaults of required fields only, in the order of the document', () => {
    assert.equal(
        json({ prompt: 'x' }),
        '{"aspect_ratio":"16:9","duration":5,"motion_mode":"normal","prompt":"x","quality":"540p"}',
    );
});

test('all violations are named at once: fields in order, combinations, unknown fields', () => {
    const request = { promt: 'x', seed: 0, duration: 8, quality: '1080p', motion_mode: 'fast', style: 'noir' };
    assert.deepEqual(messages(request), [
        'prompt must be text with at least one character other than space, tab and line break, but was missing',
        'seed must be a whole number from 1 to 99999, but was 0',
        'style must be one of "anime", "3d_animation", "clay", "comic", "cyberpunk", but was "noir"',
        'duration 8 and motion_mode "fast" must not be combined: fast motion is available at 5 seconds only',
        'duration 8 and quality "1080p" must not be combined: 1080p is available at 5 seconds only',
        'motion_mode "fast" and quality "1080p" must not be combined: 1080p does not support fast motion',
        'promt must be a field of TextToVideoRequest (did you mean "prompt"?) or an additional property, but was "x"',
    ]);
});

test('values are judged as JSON', () => {
    for (const seed of [true, '5', 1.5, Number.NaN, null, [], {}, 100_000, 0n]) {
        assert.equal(messages({ prompt: 'x', seed }).length, 1, String(seed));
    }
    for (const seed of [1, 5.0, 99_999, 5n]) {
        assert.match(json({ prompt: 'x', seed }), new RegExp(`"seed":${seed}\\b`));
    }
    assert.deepEqual(messages({ prompt: 'x', guidance_scale: 7.5, motion_mode: 'any' }, V6), []);
    assert.deepEqual(messages({ prompt: 'x', guidance_scale: Number.POSITIVE_INFINITY }, V6), [
        'guidance_scale must be a number from 1 to 20, but was Infinity',
    ]);
});

test('a number that JavaScript rounds is not sent', () => {
    assert.deepEqual(encodeRequest(TEXT, { prompt: 'x', seed: 2 ** 53 }, {}, false).violations, [
        {
            fields: ['seed'],
            message:
                'seed must be a bigint beyond 2^53 - 1, because JavaScript rounds such a number, but was 9007199254740992',
        },
    ]);
    assert.match(json({ prompt: 'x' }, TEXT, { big: 9007199254740993n }), /"big":9007199254740993}/);
});

test('values are shown as JSON and cut', () => {
    const [message] = messages({ prompt: 'x', style: `\u2028"${'y'.repeat(200)}` });
    assert.ok(message?.endsWith(`but was "\\u2028\\"${'y'.repeat(91)}… (210 characters)`), message);
});

test('what JSON cannot represent is rejected, also without validation', () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    for (const value of [() => 'key', Symbol('key'), cycle, Number.NaN]) {
        const { violations } = encodeRequest(TEXT, { prompt: value }, {}, false);
        assert.equal(violations.length, 1);
    }
});

test('additional properties are sent as they are, but overwrite no field', () => {
    assert.match(
        json({ prompt: 'x' }, TEXT, { camera: { zoom: [1, null] }, skip: undefined }),
        /"camera":{"zoom":\[1,null\]}}$/,
    );
    assert.match(
        messages({ prompt: 'x' }, TEXT, { seed: 0 })[0] ?? '',
        /^name of an additional property must be text other/,
    );
});

test('__proto__ is a name like any other', () => {
    const request = JSON.parse('{"prompt":"x","__proto__":{"seed":7}}');
    assert.match(
        messages(request)[0] ?? '',
        /^__proto__ must be a field of TextToVideoRequest or an additional property/,
    );
});

test('without validation, unknown values and fields are sent', () => {
    const { json: text, violations } = encodeRequest(TEXT, { prompt: '', duration: 60, other: 1 }, {}, false);
    assert.deepEqual(violations, []);
    assert.deepEqual(JSON.parse(text), {
        aspect_ratio: '16:9',
        duration: 60,
        motion_mode: 'normal',
        prompt: '',
        quality: '540p',
        other: 1,
    });
});

test('lengths count code points', () => {
    const schema: RequestSchema = {
        name: 'Test',
        fields: [{ name: 'text', required: true, type: 'string', allowed: 'two characters', minLength: 2 }],
        combinations: [],
    };
    assert.equal(messages({ text: '😀' }, schema).length, 1);
    assert.equal(messages({ text: '😀😀' }, schema).length, 0);
});

test('a surrogate without its other half is sent as an escape', () => {
    assert.match(json({ prompt: 'a\ud83c' }), /"a\\ud83c"/);
});

test('a long unknown name takes no time to compare', () => {
    assertFast(() => assert.equal(messages({ prompt: 'x', ['y'.repeat(5e6)]: 1 }).length, 1));
});
