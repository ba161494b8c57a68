import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { KeyRedactor } from '../dist/key-redactor.js';
import { assertFast } from './stub-server.js';

const KEY = 'SG_a/b"c<d>&e\'';
const redactor = new KeyRedactor(KEY);

const encode = (encodeCharacter: (code: number) => string): string =>
    [...KEY].map((character) => encodeCharacter(character.charCodeAt(0))).join('');
const hex = (code: number): string => code.toString(16).padStart(2, '0');

test('the key is removed in every form', () => {
    const forms = [
        KEY,
        KEY.toUpperCase(),
        JSON.stringify(KEY).slice(1, -1),
        JSON.stringify(JSON.stringify(KEY)).slice(3, -3),
        encodeURIComponent(KEY),
        encodeURIComponent(encodeURIComponent(KEY)),
        encode((code) => `\\u00${hex(code)}`),
        encode((code) => `%${hex(code)}`),
        encode((code) => `&#${code};`),
        encode((code) => `&#x000${hex(code).toUpperCase()}`),
        KEY.replace('&', '&amp;')
            .replace('<', '&lt;')
            .replace('>', '&gt;')
            .replace('"', '&quot;')
            .replace("'", '&apos;'),
        [...KEY].join('\u200b'),
        [...KEY].join('\u0000\u202e'),
    ];
    for (const form of forms) {
        assert.equal(redactor.redact(`key ${form}.`), 'key <redacted>.', form);
    }
});

test('the key is removed where the text is cut', () => {
    assert.equal(redactor.redact('key SG_a/b'), 'key <redacted>');
    assert.equal(redactor.redact('key SG_'), 'key SG_');
});

test('a text on one line has no invisible characters', () => {
    assert.equal(redactor.redactLine(' a\r\n\u202eb \u2028 c\u0007'), 'a b c');
});

test('hostile texts take linear time', () => {
    for (const part of ['\\', '%25', '&#x0', 'SG_a', 'S\u0000', 'SG_a/b\\']) {
        // Ten times what is ever read, so that quadratic time shows.
        assertFast(() => redactor.redact(part.repeat(655_360 / part.length)));
    }
});

test('errors that quote the key are replaced, others are not', () => {
    const harmless = new Error('connect ECONNREFUSED');
    assert.equal(redactor.redactError(harmless), harmless);
    const quoting = new Error('outer', { cause: new Error(`inner ${KEY}`) });
    assert.ok(!inspect(redactor.redactError(quoting), { depth: null }).includes(KEY));
    const parseError = Object.assign(new Error('Parse Error'), { rawPacket: Buffer.from(KEY) });
    assert.ok(!('rawPacket' in (redactor.redactError(parseError) as object)));
});

test('the redactor shows no key', () => {
    const shown = inspect(redactor, { depth: null, showHidden: true }) + JSON.stringify(redactor);
    assert.ok(!shown.includes(KEY) && !shown.includes('SG_'), shown);
});
