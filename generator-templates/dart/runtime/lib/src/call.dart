import 'dart:convert';
import 'dart:io';
import 'dart:math';
import 'dart:typed_data';

import 'base_url.dart';
import 'billing.dart';
import 'cancel_token.dart';
import 'connection.dart';
import 'error_body.dart';
import 'exceptions.dart';
import 'key_redactor.dart';
import 'mp4_boxes.dart';
import 'operation.dart';
import 'operations.dart';
import 'response.dart';
import 'retry_after.dart';
import 'transfer.dart';
import 'transport.dart';
import 'video.dart';
import 'video_metadata.dart';

const _firstBytes = 32;
const _boxBytes = 8;
const _maxTextBytes = 64 << 10;
const _maxTextTime = Duration(seconds: 10);
const _maxDownloadAttempts = 5;
final _printable = RegExp(r'^[ -~\r\n\t]*$');

/// One call: sends the request at most once, and tells videos from failures: by status, then by media type, then by the first
/// bytes.
final class Call {
  /// [server] is the root of the service.
  Call(
    this._operation,
    this._server,
    this._transport,
    this._redactor, {
    required Duration timeout,
    required Duration connectTimeout,
    CancelToken? cancelToken,
  }) : _timeout = timeout,
       _connectTimeout = connectTimeout,
       _cancelToken = cancelToken;

  final Operation _operation;
  final Uri _server;
  final Transport _transport;
  final KeyRedactor _redactor;
  final Duration _timeout;
  final Duration _connectTimeout;
  final CancelToken? _cancelToken;

  /// The video; throws if there is none.
  Future<Video> execute(String key, String json) async {
    final url = _server.replace(path: '${BaseUrl.withoutSlashes(_server.path)}${_operation.path}');
    final body = utf8.encode(json);
    final head = _head('POST', url, {
      'Accept': _operation.accept,
      'Content-Type': 'application/json',
      'Content-Length': '${body.length}',
      apiKeyHeader: key,
    });
    Connection? connection;
    Video? video;
    try {
      final Response response;
      try {
        connection = await _connect(url);
        connection.send([...head, ...body], _timeout);
        response = await Response.read(connection, _timeout);
      } on CancelSignal catch (signal) {
        throw signal.during(_operation.id, _billingWithoutResponse(connection));
      } on Object catch (e) {
        throw _withoutResponse(connection, e);
      }
      return video = await _read(connection, response, VideoMetadata(response.status, _redacted(response.headers)));
    } finally {
      if (video == null) {
        connection?.close();
      }
    }
  }

  Future<Connection> _connect(Uri url) => Connection.open(url, _transport, _connectTimeout, _cancelToken);

  List<int> _head(String method, Uri url, Map<String, String> headers) {
    final host = url.host.contains(':') ? '[${url.host}]' : url.host;
    final target = '${url.path.isEmpty ? '/' : url.path}${url.hasQuery ? '?${url.query}' : ''}';
    return ascii.encode(
      [
        '$method $target HTTP/1.1',
        'Host: $host${url.hasPort ? ':${url.port}' : ''}',
        // If a pooled connection fails, it is unknown whether the request arrived.
        'Connection: close',
        'Accept-Encoding: identity',
        'User-Agent: $userAgent',
        for (final MapEntry(:key, :value) in headers.entries) '$key: $value',
        '\r\n',
      ].join('\r\n'),
    );
  }

  Billing _billingWithoutResponse(Connection? connection) =>
      connection?.isWritten ?? false ? Billing.unknown : Billing.notSent;

  PixverseException _withoutResponse(Connection? connection, Object error) {
    final billing = _billingWithoutResponse(connection);
    final isSent = billing == Billing.unknown;
    final create = isSent && error is DeadlineExceeded ? CallTimeoutException.new : ConnectionException.new;
    return create(
      '${isSent ? 'no response came' : _unconnected(error)} (${_redactor.redactLine('$error')})',
      operation: _operation.id,
      billing: billing,
      cause: _redactor.redactError(error),
    );
  }

  static String _unconnected(Object error) => switch (error) {
    SocketException(:final message) when message.startsWith('Failed host lookup') => 'the host is not known',
    TlsException() => 'no secure connection could be made',
    SocketException() || DeadlineExceeded() => 'no connection could be made',
    _ => 'the request could not be sent',
  };

  Map<String, List<String>> _redacted(Map<String, List<String>> headers) => headers.map(
    (name, values) => MapEntry(_redactor.redactLine(name), values.map(_redactor.redactLine).toList()),
  );

  Future<Video> _read(Connection connection, Response response, VideoMetadata metadata) async {
    try {
      if (!response.isSuccessful) {
        throw await _refusal(response, metadata);
      }
      if (response.framingProblem case final problem?) {
        throw _unexpected(
          metadata,
          problem,
          billing: response.isAnnouncedVideo ? Billing.billed : Billing.unknown,
        );
      }
      return await _isVideo(response)
          ? videoOf(Transfer(_operation, metadata, _redactor, connection, response, null))
          : await _download(connection, response, metadata);
    } on CancelSignal catch (signal) {
      throw signal.during(
        _operation.id,
        response.isSuccessful ? Billing.ofIncomplete(metadata.status) : _operation.failure(metadata.status).$2,
      );
    } on IOException catch (e) {
      throw Transfer.failure(_operation, metadata, _redactor, 'the response broke off at its start', e);
    }
  }

  /// Judges a body that breaks off by its first bytes, unless it was announced as a video.
  Future<bool> _isVideo(Response response) async {
    try {
      final start = await response.body.peek(_boxBytes);
      return Mp4Boxes.isMp4(start) || response.isAnnouncedVideo && start.isNotEmpty;
    } on IOException {
      if (response.isAnnouncedVideo) {
        rethrow;
      }
      return false;
    }
  }

  Future<PixverseException> _refusal(Response response, VideoMetadata metadata) async {
    final (create, billing) = _operation.failure(response.status);
    final text = await _textOf(response);
    return create(
      ErrorBody.reason(text, _redactor),
      operation: _operation.id,
      billing: billing,
      status: metadata.status,
      requestId: metadata.requestId,
      body: _redactor.redact(text),
      retryAfter: retryAfter(response.header, _operation.resetHeaders, DateTime.now()),
    );
  }

  Future<String> _textOf(Response response) async =>
      utf8.decode(await response.body.excerpt(_maxTextBytes, _maxTextTime), allowMalformed: true);

  UnexpectedResponseException _unexpected(
    VideoMetadata metadata,
    String actual, {
    Billing billing = Billing.unknown,
    String body = '',
  }) => UnexpectedResponseException(
    'the response must be a video, but was ${_redactor.redactLine(actual)}',
    operation: _operation.id,
    billing: billing,
    status: metadata.status,
    requestId: metadata.requestId,
    body: body,
  );

  /// Follows the address of the video in a JSON response.
  Future<Video> _download(Connection connection, Response response, VideoMetadata metadata) async {
    final text = await _textOf(response);
    if (!response.mediaType.endsWith('json')) {
      throw _unexpected(metadata, await _describe(response, text));
    }
    connection.close();
    final address = ErrorBody.videoAddress(text);
    final url = address == null ? null : BaseUrl.parseAddress(address);
    final body = _redactor.redact(text);
    if (url == null || !BaseUrl.mayLinkTo(_server, url)) {
      throw _unexpected(metadata, 'JSON: ${ErrorBody.reason(text, _redactor)}', body: body);
    }
    return _fetch(url, metadata, body);
  }

  /// Requests may be repeated here: the video is made and billed. Only redirects to safe addresses are followed. The key is not
  /// sent.
  Future<Video> _fetch(Uri address, VideoMetadata metadata, String body) async {
    final shown = _redactor.redactLine('$address');
    var url = address;
    Object failure = const HttpException('no attempt was made');
    for (var i = 0; i < _maxDownloadAttempts; i++) {
      Connection? connection;
      Video? video;
      try {
        connection = await _connect(url);
        connection.send(_head('GET', url, const {}), _timeout);
        final response = await Response.read(connection, _timeout);
        if (response.isSuccessful && response.framingProblem == null && await _isVideo(response)) {
          return video = videoOf(Transfer(_operation, metadata, _redactor, connection, response, shown));
        }
        failure = HttpException('status ${response.status} without a whole video');
        url = _redirect(response, url);
      } on CancelSignal {
        rethrow;
      } on Object catch (e) {
        failure = e;
      } finally {
        if (video == null) {
          connection?.close();
        }
      }
    }
    throw UnexpectedResponseException(
      'the video is finished at $shown, but could not be downloaded (${_redactor.redactLine('$failure')})',
      operation: _operation.id,
      billing: Billing.billed,
      status: metadata.status,
      requestId: metadata.requestId,
      body: body,
      cause: _redactor.redactError(failure),
    );
  }

  Uri _redirect(Response response, Uri from) {
    final location = response.status ~/ 100 == 3 ? Uri.tryParse(response.header('location') ?? '') : null;
    final target = location == null ? null : BaseUrl.parse('${from.resolveUri(location)}');
    return target != null && BaseUrl.mayLinkTo(_server, target) ? target : from;
  }

  Future<String> _describe(Response response, String text) async {
    final type = response.header('content-type') ?? 'bytes without a media type';
    final Uint8List start;
    try {
      start = await response.body.peek(_firstBytes);
    } on IOException {
      return '$type, empty';
    }
    if (start.isEmpty) {
      return '$type, empty';
    }
    if (!_printable.hasMatch(latin1.decode(start))) {
      return '$type, starting with bytes ${start.map((byte) => byte.toRadixString(16).padLeft(2, '0')).join()}';
    }
    // Redacted as a whole and cut afterwards, so that no part of the key is left at the cut.
    final redacted = _redactor.redact(text);
    return '$type, starting with "${redacted.substring(0, min(_firstBytes, redacted.length)).trim()}"';
  }
}
