import 'dart:convert';

import 'api_key.dart';
import 'base_url.dart';
import 'billing.dart';
import 'call.dart';
import 'cancel_token.dart';
import 'exceptions.dart';
import 'key_redactor.dart';
import 'operation.dart';
import 'operations.dart';
import 'request.dart';
import 'transport.dart';
import 'video.dart';
import 'video_saver.dart';

/// The range of a timeout.
const _minTimeout = Duration(milliseconds: 1);
const _maxTimeout = Duration(milliseconds: 0x7fffffff);

/// Checks options and requests, and makes the calls of a client.
final class Caller {
  /// Throws an [ArgumentError] that names all options that are wrong. [fixedKey] is the key if it is known already.
  Caller(
    this._apiKey,
    this.baseUrl, {
    required Duration? timeout,
    required Duration connectTimeout,
    required bool validateRequests,
    required Transport transport,
    String? fixedKey,
  }) : _timeout = timeout,
       _connectTimeout = connectTimeout,
       _validateRequests = validateRequests,
       _transport = transport {
    final problems =
        [
          if (fixedKey != null) ApiKey.problemOf(fixedKey),
          BaseUrl.problemOf(baseUrl, example: defaultServer, paths: operations.map((operation) => operation.path)),
          _problemOf('timeout', timeout),
          _problemOf('connectTimeout', connectTimeout),
        ].nonNulls;
    if (problems.isNotEmpty) {
      throw ArgumentError(problems.join('\n'));
    }
  }

  final ApiKey _apiKey;

  /// The server's root.
  final String baseUrl;
  final Duration? _timeout;
  final Duration _connectTimeout;
  final bool _validateRequests;
  final Transport _transport;

  /// The video, saved if there is a target.
  Future<Video> call(
    Operation operation,
    Request request, {
    required Duration? timeout,
    required CancelToken? cancelToken,
    required String? saveTo,
  }) async {
    if (_problemOf('timeout', timeout) case final problem?) {
      throw ArgumentError(problem);
    }
    final saver = saveTo == null ? null : VideoSaver(saveTo);
    final video = await _start(operation, request, timeout, cancelToken, saver);
    if (saver != null) {
      await saveVideo(video, saver);
    }
    return video;
  }

  Future<Video> _start(
    Operation operation,
    Request request,
    Duration? timeout,
    CancelToken? cancelToken,
    VideoSaver? saver,
  ) async {
    Video? video;
    try {
      cancelToken?.check();
      final json = _encode(operation, request);
      final key = await _keyFor(operation, cancelToken);
      await saver?.reserve(operation.id);
      cancelToken?.check();
      final call = Call(
        operation,
        Uri.parse(baseUrl),
        _transport,
        KeyRedactor(key),
        timeout: timeout ?? _timeout ?? operation.timeout,
        connectTimeout: _connectTimeout,
        cancelToken: cancelToken,
      );
      return video = await call.execute(key, json);
    } on CancelSignal catch (signal) {
      throw signal.during(operation.id, Billing.notSent);
    } finally {
      if (video == null) {
        await saver?.release();
      }
    }
  }

  String _encode(Operation operation, Request request) {
    final violations = _validateRequests ? request.violations : const <Never>[];
    if (violations.isNotEmpty) {
      throw InvalidRequestException('', operation: operation.id, violations: violations);
    }
    try {
      return request.encode();
    } on JsonUnsupportedObjectError catch (e) {
      final reason = 'the request must hold values that JSON can hold: $e';
      throw InvalidRequestException(reason, operation: operation.id, cause: e);
    }
  }

  Future<String> _keyFor(Operation operation, CancelToken? cancelToken) async {
    try {
      final key = _apiKey.value();
      return await (cancelToken?.orCancelled(key) ?? key);
    } on ArgumentError catch (e) {
      throw InvalidRequestException('${e.message}', operation: operation.id);
    }
  }

  static String? _problemOf(String name, Duration? timeout) =>
      timeout == null || timeout >= _minTimeout && timeout <= _maxTimeout
          ? null
          : '$name must be from 0.001 to 2147483.647 seconds, but was '
              '${timeout.inMicroseconds / Duration.microsecondsPerSecond}';
}
