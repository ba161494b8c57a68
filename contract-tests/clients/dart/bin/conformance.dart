/// Reads calls from standard input, one per line, executes them with the generated client, and prints the outcome of each.
library;

import 'dart:convert';
import 'dart:io';
import 'dart:mirrors';

import 'package:pixverse_client/pixverse_client.dart';

typedef Json = Map<String, Object?>;

final _settings = Platform.environment;

/// One call.
final class Case {
  Case(this._input)
    : _pixverse = Pixverse(
        apiKey: _settings['SEGMIND_API_KEY']!,
        baseUrl: _input['baseUrl'] as String? ?? _settings['PIXVERSE_BASE_URL']!,
        validateRequests: _input['validate'] as bool? ?? true,
      );

  final Json _input;
  final Pixverse _pixverse;

  Future<Json> outcome() async {
    final result = await _result();
    final target = _input['target'] as String?;
    return {
      for (final MapEntry(:key, :value) in result.entries)
        if (value != null) key: value,
      if (target != null && FileSystemEntity.isFileSync(target)) 'saved': File(target).lengthSync(),
    };
  }

  Future<Json> _result() async {
    if (_input['do'] == 'concurrent') {
      return {'outcome': 'DONE', 'calls': await Future.wait(_requests().map(_read))};
    }
    final isShow = _input['do'] == 'show';
    try {
      final video = await _send(_request);
      final shown = isShow ? [..._forms(_pixverse), ..._forms(_request), ..._forms(video)] : null;
      return {
        'outcome': 'VIDEO',
        'status': video.metadata.status,
        'requestId': video.metadata.requestId,
        'metadata': video.metadata,
        if (_input['do'] != 'save') 'bytes': (await video.readAsBytes()).length,
        'shown': shown,
      };
    } on CancelledException catch (e) {
      return {'outcome': 'CANCELLED', 'billing': e.billing.code, 'message': '$e'};
    } on PixverseException catch (e) {
      return {..._failure(e), if (isShow) 'shown': _forms(e)};
    }
  }

  /// The requests of calls that are made at once.
  Iterable<Request> _requests() => [
    for (final fields in _input['requests']! as List<Object?>) _requestOf(fields! as Json),
  ];

  Future<Json> _read(Request request) async {
    try {
      final video = await _send(request);
      return {'outcome': 'VIDEO', 'metadata': video.metadata, 'bytes': (await video.readAsBytes()).length};
    } on PixverseException catch (e) {
      return _failure(e);
    }
  }

  late final Request _request = _requestOf(_input['request']! as Json);

  Request _requestOf(Json fields) => _create(fields, switch (_input['operation']) {
    'textToVideo' => (TextToVideoRequest.fromJson, TextToVideoRequest.defaults),
    'imageToVideo' => (ImageToVideoRequest.fromJson, ImageToVideoRequest.defaults),
    'generateV5Video' => (V5VideoRequest.fromJson, V5VideoRequest.defaults),
    'extendV5Video' => (V5ExtendRequest.fromJson, V5ExtendRequest.defaults),
    'generateV6Video' => (V6VideoRequest.fromJson, V6VideoRequest.defaults),
    final unknown => throw StateError('no operation $unknown'),
  });

  /// Required fields that have a default start with it, as in the constructor.
  Request _create(Json fields, (Request Function(Json json, {Json additionalProperties}) create, Json defaults) kind) {
    final (create, defaults) = kind;
    return create(
      {...defaults, ...fields},
      additionalProperties: _input['additional'] as Json? ?? const {},
    );
  }

  Future<Video> _send(Request request) {
    final seconds = _input['timeoutSeconds'] as num?;
    final timeout = seconds == null ? null : Duration(milliseconds: (seconds * 1000).round());
    final target = _input['do'] == 'save' ? _input['target']! as String : null;
    final token = CancelToken();
    if (_input['cancelAfterSeconds'] case final num seconds) {
      Future.delayed(Duration(milliseconds: (seconds * 1000).round()), token.cancel).ignore();
    }
    return switch (request) {
      final TextToVideoRequest request => _pixverse.textToVideo(
        request,
        timeout: timeout,
        saveTo: target,
        cancelToken: token,
      ),
      final ImageToVideoRequest request => _pixverse.imageToVideo(
        request,
        timeout: timeout,
        saveTo: target,
        cancelToken: token,
      ),
      final V5VideoRequest request => _pixverse.generateV5Video(
        request,
        timeout: timeout,
        saveTo: target,
        cancelToken: token,
      ),
      final V5ExtendRequest request => _pixverse.extendV5Video(
        request,
        timeout: timeout,
        saveTo: target,
        cancelToken: token,
      ),
      final V6VideoRequest request => _pixverse.generateV6Video(
        request,
        timeout: timeout,
        saveTo: target,
        cancelToken: token,
      ),
      final unknown => throw StateError('no method for $unknown'),
    };
  }
}

Json _failure(PixverseException failure) => {
  'outcome': switch (failure) {
    ConnectionException() || CallTimeoutException() => 'FAILED',
    _ when failure.billing == Billing.notSent => 'NOT_SENT',
    _ => 'REFUSED',
  },
  'error': '${failure.runtimeType}'.replaceAll(RegExp(r'^Call|Exception$'), ''),
  'billing': failure.billing.code,
  'status': failure.status ?? 0,
  'requestId': failure.requestId,
  'message': failure.message,
  'body': failure.body,
  if (failure is InvalidRequestException)
    'violations': [
      for (final Violation(:fields, :message) in failure.violations) {'fields': fields, 'message': message},
    ],
  if (failure is SaveFailedException) 'savedTo': failure.savedTo,
};

/// Every way in which Dart shows an object.
List<String> _forms(Object object) => [
  '$object',
  jsonEncode(object, toEncodable: (value) => '$value'),
  ..._fields(reflect(object), {}),
];

/// Follows fields, as a debugger does, private ones included.
Iterable<String> _fields(InstanceMirror mirror, Set<Object> seen) sync* {
  final value = mirror.hasReflectee ? mirror.reflectee as Object? : null;
  if (value == null || value is num || value is bool || !seen.add(value)) {
    return;
  }
  yield '$value';
  if (value is Iterable<Object?>) {
    for (final one in value) {
      yield* _fields(reflect(one), seen);
    }
  }
  if (value is Map<Object?, Object?>) {
    for (final one in [...value.keys, ...value.values]) {
      yield* _fields(reflect(one), seen);
    }
  }
  for (ClassMirror? type = mirror.type; type != null; type = type.superclass) {
    for (final declaration in type.declarations.values) {
      if (declaration is VariableMirror && !declaration.isStatic) {
        yield* _fields(mirror.getField(declaration.simpleName), seen);
      }
    }
  }
}

Future<void> main() async {
  await _print({
    'timeLimits': {for (final operation in operations) operation.path: operation.timeoutSeconds},
  });
  await for (final line in stdin.transform(utf8.decoder).transform(const LineSplitter())) {
    await _print(await Case(jsonDecode(line) as Json).outcome());
  }
}

Future<void> _print(Json value) {
  stdout.writeln(jsonEncode(value));
  return stdout.flush();
}
