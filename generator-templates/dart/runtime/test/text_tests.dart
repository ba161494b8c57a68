import 'dart:convert';
import 'dart:typed_data';

import 'package:pixverse_client/pixverse_client.dart';
import 'package:pixverse_client/src/error_body.dart';
import 'package:pixverse_client/src/key_redactor.dart';
import 'package:pixverse_client/src/mp4_boxes.dart';
import 'package:pixverse_client/src/retry_after.dart';

import 'harness.dart';

final _redactor = KeyRedactor(key);

String _eachChar(String Function(String hex, int code) format) =>
    key.codeUnits.map((code) => format(code.toRadixString(16).padLeft(2, '0'), code)).join();

bool _mayBeWhole(List<int> bytes) => (Mp4Boxes()..add(Uint8List.fromList(bytes))).mayBeWhole;

void _expectQuick(void Function() action) {
  final time = Stopwatch()..start();
  action();
  expectTrue(time.elapsed < const Duration(seconds: 10), 'it took ${time.elapsed}');
}

/// What is read from texts of the service.
void addTextTests() {
  test('redact removes the key in every form', () {
    final forms = [
      key,
      key.toUpperCase(),
      key.replaceAll('/', r'\/'),
      key.replaceAll('/', r'\\\/'),
      _eachChar((hex, _) => '\\u00$hex'),
      _eachChar((hex, _) => '\\\\u00${hex.toUpperCase()}'),
      _eachChar((hex, _) => '%$hex'),
      _eachChar((hex, _) => '%25$hex'),
      _eachChar((_, code) => '&#$code;'),
      _eachChar((hex, _) => '&#x$hex;'),
      key.replaceAll('/', '/\u200b\u202e'),
      key.replaceAll('/', '/\u001b'),
    ];
    for (final form in forms) {
      expectEqual(_redactor.redact('a $form b'), 'a <redacted> b');
    }
    expectEqual(_redactor.redact('a ${key.substring(0, key.length - 3)}'), 'a <redacted>');
    expectEqual(KeyRedactor('a&<>"\'').redact('a a&amp;&LT;&gt;&quot;&apos;'), 'a <redacted>');
  });

  test('redact leaves other texts', () {
    expectEqual(_redactor.redact('a\n b'), 'a\n b');
    expectEqual(_redactor.redactLine(' a\n\u202e \tb'), 'a b');
    expectEqual(KeyRedactor('abc').redact('abc'), 'abc');
  });

  test('redact is linear in the length of the text', () {
    final texts = [
      '${r'\' * 65536}S',
      '${r'\' * 65536}u0053',
      '%25' * 20000,
      '&#0' * 20000,
      'S' * 65536,
      'S\u200b' * 20000,
      'S${'\u200b' * 65536}',
    ];
    for (final text in texts) {
      _expectQuick(() => _redactor.redact(text));
    }
  });

  test('an error that quotes the key is replaced', () {
    final harmless = StateError('no key');
    expectTrue(identical(_redactor.redactError(harmless), harmless), 'the error must stay');
    expectLacks('${_redactor.redactError(StateError('the key $key'))}', key);
  });

  test('the reason is read from bodies', () {
    final reasons = {
      '{"error":"a"}': 'a',
      '{"error":"a","error_description":"b"}': 'a: b',
      '{"error_description":"b"}': 'b',
      '{"error":{}}': '{"error":{}}',
      '': '(the response has no text)',
      'x' * 501: '${'x' * 500}…',
      '<html><head><title>t</title></head><body>a<b>c</b><script>if (1 < 2) {}</SCRIPT></body>ü': 'a c ü',
      '<style>a': 'a',
      '1 < 2': '1 < 2',
      '[1]': '[1]',
    };
    reasons.forEach((body, reason) => expectEqual(ErrorBody.reason(body, _redactor), reason));
  });

  test('the reason of a body of angle brackets is found quickly', () {
    for (final body in ['<' * 65536, '<script>' * 8192, 'ü<a>' * 16384, '[' * 65536]) {
      _expectQuick(() => ErrorBody.reason(body, _redactor));
    }
  });

  test('the address of a video is that of video or output', () {
    final addresses = {
      '{"video":{"url":"a"}}': 'a',
      '{"output":"b"}': 'b',
      '{"video":{},"output":"b"}': null,
      '[]': null,
      '{': null,
    };
    addresses.forEach((body, address) => expectEqual(ErrorBody.videoAddress(body), address));
  });

  test('the delay is read from headers', () {
    final now = DateTime.utc(2026);
    final delays = <Map<String, String>, num?>{
      {'retry-after': '7'}: 7,
      {'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT'}: 9,
      {'retry-after': 'soon', 'reset': '2026-01-01T00:01:00Z'}: 60,
      {'reset': '2026-01-01 00:00:05.5'}: 5.5,
      {'reset': '2026-01-01T01:00:01+01:00'}: 1,
      {'reset': '2025-01-01T00:00'}: 0,
      {}: null,
      {'reset': 'later'}: null,
      {'retry-after': '-1'}: null,
      {'reset': '2026-13-01T00:00:00Z'}: null,
    };
    delays.forEach((headers, seconds) {
      final delay = retryAfter((name) => headers[name], ['reset'], now);
      expectEqual(delay, seconds == null ? null : Duration(milliseconds: (seconds * 1000).round()), '$headers');
    });
  });

  test('metadata that cannot be read is null', () {
    final metadata = VideoMetadata(200, {
      'x-cost': ['free'],
      'x-seed-value': ['1e99'],
      'x-generation-time': ['1', '2.5'],
    });
    expectEqual(metadata.toJson(), {'generationSeconds': 2.5});
    expectEqual(metadata.header('X-Cost'), 'free');
  });

  test('MP4 boxes tell whole files from cut ones', () {
    for (var count = 0; count <= mp4.length; count++) {
      final boxes = Mp4Boxes();
      for (final byte in mp4.take(count)) {
        boxes.add(Uint8List.fromList([byte]));
      }
      expectEqual(boxes.mayBeWhole, count == mp4.length, '$count bytes');
      expectEqual(_mayBeWhole(mp4.sublist(0, count)), count == mp4.length, '$count bytes at once');
    }
  });

  test('MP4 boxes of other forms', () {
    final start = [0, 0, 0, 8, ...ascii.encode('ftyp'), 0, 0, 0, 8, ...ascii.encode('moov')];
    List<int> long(int size) => [0, 0, 0, 1, ...ascii.encode('mdat'), 0, 0, 0, 0, 0, 0, 0, size];
    expectEqual(
      [
        _mayBeWhole(ascii.encode('no video at all')),
        _mayBeWhole([...start, 0, 0, 0, 0, ...ascii.encode('mdat any')]),
        _mayBeWhole([...start, ...long(18), 1, 2]),
        _mayBeWhole([...start, ...long(18), 1]),
        _mayBeWhole(start),
      ],
      [true, true, true, false, false],
    );
  });
}
