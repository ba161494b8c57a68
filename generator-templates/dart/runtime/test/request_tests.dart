import 'dart:math';

import 'package:pixverse_client/pixverse_client.dart';
import 'package:pixverse_client/src/field_constraint.dart';
import 'package:pixverse_client/src/nearest_name.dart';

import 'harness.dart';

List<String> _messages(Request request) => [for (final one in request.violations) one.message];

/// A copy of a valid request with one raw value.
Request _boatWith(String name, Object? value) => TextToVideoRequest.fromJson({...boat.toJson(), name: value});

/// Requests and their rules.
void addRequestTests() {
  test('a request starts with the defaults of required fields', () {
    expectEqual(boat.toJson(), {
      'aspect_ratio': '16:9',
      'duration': 5,
      'motion_mode': 'normal',
      'prompt': 'A paper boat',
      'quality': '540p',
    });
    expectEqual(boat.violations, <Violation>[]);
    expectEqual([boat.duration, boat.seed], [5, null]);
  });

  test('violations of several fields are named at once in the order of the document', () {
    final request = TextToVideoRequest.fromJson({
      'zzz': 1,
      'seed': true,
      'prompt': ' \n',
      'duration': 7,
      'nagative_prompt': 'x',
    });
    expectEqual(_messages(request), [
      'aspect_ratio must be one of "16:9", "4:3", "1:1", "3:4", "9:16", but was missing',
      'duration must be one of 5, 8, but was 7',
      'motion_mode must be one of "normal", "fast", but was missing',
      r'prompt must be text with at least one character other than space, tab and line break, but was " \n"',
      'quality must be one of "360p", "540p", "720p", "1080p", but was missing',
      'seed must be a whole number from 1 to 99999, but was true',
      'zzz must be a field of TextToVideoRequest or an additional property, but was 1',
      'nagative_prompt must be a field of TextToVideoRequest (did you mean "negative_prompt"?) or an additional property, '
          'but was "x"',
    ]);
    expectEqual(request.violations.last.kind, ViolationKind.unknownField);
  });

  test('violations of an excluded combination name both fields', () {
    final request = TextToVideoRequest.fromJson({...boat.toJson(), 'duration': 8.0, 'quality': '1080p'});
    expectEqual(
      _messages(request),
      ['duration 8.0 and quality "1080p" must not be combined: 1080p is available at 5 seconds only'],
    );
    expectEqual(request.violations.single.fields, ['duration', 'quality']);
  });

  test('violations judge values as JSON Schema does', () {
    for (final (name, value) in [('duration', 5.0), ('seed', 99999), ('seed', 7.0), ('quality', '720p')]) {
      expectEqual(_messages(_boatWith(name, value)), <String>[]);
    }
    final actual = {
      1.5: '1.5',
      double.nan: 'NaN',
      double.infinity: 'Infinity',
      '5': '"5"',
      true: 'true',
      null: 'null',
      'a\u2028': r'"a\u2028"',
    };
    actual.forEach((value, shown) {
      expectEqual(_messages(_boatWith('seed', value)), ['seed must be a whole number from 1 to 99999, but was $shown']);
    });
    expectEqual(_messages(_boatWith('negative_prompt', DateTime(2026))), [
      'negative_prompt must be text, but was a DateTime',
    ]);
  });

  test('a long value shows its beginning', () {
    expectContains(_messages(_boatWith('quality', 'x' * 1000)).single, 'but was "${'x' * 99}… (1002 characters)');
  });

  test('a value beyond the document is named, and sent on purpose', () {
    final request = boat.copyWith(quality: const Quality('1440p'));
    expectEqual(_messages(request), ['quality must be one of "360p", "540p", "720p", "1080p", but was "1440p"']);
    expectContains(request.encode(), '"quality":"1440p"');
  });

  test('a length counts code points, and a pattern matches at the ends of the text', () {
    final four = FieldConstraint(FieldType.string, 'text', minLength: 4);
    final whole = FieldConstraint(FieldType.string, 'text', pattern: r'^[\^$a]+$');
    expectEqual(
      [
        four.accepts('😀😀😀😀'),
        four.accepts('😀😀😀'),
        whole.accepts(r'a^$'),
        whole.accepts('a\nb'),
        whole.accepts('a\n'),
      ],
      [true, false, true, false, false],
    );
  });

  test('additional properties are sent and cannot replace a field', () async {
    final request = boat.copyWith(
      additionalProperties: {
        'zzz': [
          1,
          {'a': null},
        ],
      },
    );
    expectEqual(request.violations, <Violation>[]);
    expectContains(request.encode(), '"zzz":[1,{"a":null}]');
    expectEqual(request.copyWith(seed: 3).additionalProperties.keys, ['zzz']);
    for (final name in ['seed', '']) {
      final error = await failureOf<ArgumentError>(() => boat.copyWith(additionalProperties: {name: 1}));
      expectContains('${error.message}', RegExp('^name of an additional property must be text .*, but was "$name"\$'));
    }
  });

  test('requests are copies that cannot be changed', () async {
    final list = [1];
    final request = TextToVideoRequest(prompt: 'x', additionalProperties: {'list': list});
    list.add(2);
    expectEqual(request.toJson()['list'], [1]);
    await failureOf<UnsupportedError>(() => request.toJson()['prompt'] = 'y');
    await failureOf<UnsupportedError>(() => (request.toJson()['list']! as List<Object?>).add(3));
  });

  test('requests with the same fields are equal', () {
    final copy = TextToVideoRequest(
      prompt: 'A paper boat',
      additionalProperties: {
        'a': const <Object>[1],
      },
    );
    final other = TextToVideoRequest.fromJson(
      boat.toJson(),
      additionalProperties: {
        'a': [1],
      },
    );
    expectEqual({copy, other}.length, 1);
    expectTrue(copy != boat && boat.copyWith(seed: 3) != boat, 'others must not be equal');
    expectTrue(V6VideoRequest.fromJson(boat.toJson()) != boat as Object, 'another kind must not be equal');
  });

  test('toString shows the fields', () {
    expectEqual(
      '$boat',
      'TextToVideoRequest(aspect_ratio: "16:9", duration: 5, motion_mode: "normal", prompt: "A paper boat", '
          'quality: "540p")',
    );
  });

  test('a name in another spelling is found', () {
    const known = ['prompt', 'image_url', 'negative_prompt', 'seed'];
    expectEqual(
      [
        for (final name in ['imageURL', 'promt', 'imge-url', 'zzz']) nearestName(known, name),
      ],
      ['image_url', 'prompt', 'image_url', null],
    );
  });

  test('constants are those of the document', () {
    expectEqual(Quality.values, ['360p', '540p', '720p', '1080p']);
    expectEqual(DurationSeconds.values.reduce(max), 8);
  });
}
