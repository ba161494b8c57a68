import 'dart:async';
import 'dart:io';
import 'dart:math';
import 'dart:typed_data';

import 'connection.dart';

const _maxHeadBytes = 256 << 10;
const _maxLineBytes = 64 << 10;
final _statusLine = RegExp(r'^HTTP/1\.\d (\d{3})(?: .*)?$');
final _headerLine = RegExp(r"^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\r\x00]*?)[ \t]*$");
final _wholeNumber = RegExp(r'^\d{1,18}$');
final _chunkSize = RegExp(r'^([0-9a-f]{1,15})[ \t]*(?:;.*)?$', caseSensitive: false);

/// The head of a response, and its body, which is still to be read.
final class Response {
  Response._(this.status, this.headers, Connection connection, Duration silence) {
    final noBody = status < 200 || status == HttpStatus.noContent || status == HttpStatus.notModified;
    final text = header('content-length') ?? '';
    final length =
        noBody
            ? 0
            : _isChunked || !_wholeNumber.hasMatch(text)
            ? null
            : int.parse(text);
    body = ResponseBody._(connection, silence, length, isChunked: _isChunked && !noBody);
  }

  /// The HTTP status code.
  final int status;

  /// All values by the name in lower case.
  final Map<String, List<String>> headers;

  /// The body.
  late final ResponseBody body;

  /// Reads the head of the final response, after interim responses (RFC 9110 §15.2). [silence] is the limit between bytes of
  /// the body.
  static Future<Response> read(Connection connection, Duration silence) async {
    var remaining = _maxHeadBytes;
    Future<String> line() async {
      final line = await connection.readLine(remaining);
      if (line == null) {
        throw const HttpException('the connection was closed before the whole head of a response came');
      }
      remaining -= line.length + 1;
      return line;
    }

    while (true) {
      final start = await line();
      final code = _statusLine.firstMatch(start)?[1];
      if (code == null) {
        throw const HttpException('the response does not start as one of HTTP/1.1');
      }
      final headers = <String, List<String>>{};
      for (var text = await line(); text.isNotEmpty; text = await line()) {
        final match = _headerLine.firstMatch(text);
        if (match == null) {
          throw const HttpException('a header of the response cannot be read');
        }
        headers.putIfAbsent(match[1]!.toLowerCase(), () => []).add(match[2]!);
      }
      final status = int.parse(code);
      if (status < 100 || status >= 200 || status == HttpStatus.switchingProtocols) {
        return Response._(status, headers, connection, silence);
      }
    }
  }

  /// The last value of a header; null if it did not come.
  String? header(String name) => headers[name]?.last;

  /// Whether the status is 2xx.
  bool get isSuccessful => status ~/ 100 == 2;

  /// The media type in lower case, without parameters; empty if none came.
  String get mediaType => (header('content-type') ?? '').split(RegExp(r'[;\s]')).first.toLowerCase();

  /// Whether the media type is that of a video.
  bool get isAnnouncedVideo => mediaType.startsWith('video/');

  bool get _isChunked => header('transfer-encoding')?.toLowerCase() == 'chunked';

  /// Why the body is not a whole video as it is; null if nothing says so.
  String? get framingProblem {
    if (status == HttpStatus.partialContent) {
      return 'a part of a video (206), although no part was requested';
    }
    final transfer = header('transfer-encoding');
    if (transfer != null && !_isChunked) {
      return 'a body whose transfer encoding is $transfer, which cannot be decoded';
    }
    final lengths = headers['content-length'] ?? const [];
    if (lengths.toSet().length > 1) {
      return 'a body of contradictory lengths ${lengths.join(', ')}';
    }
    if (lengths.isNotEmpty && !_wholeNumber.hasMatch(lengths.first)) {
      return 'a body of the length ${lengths.first}';
    }
    final content = header('content-encoding');
    return content == null || content.toLowerCase() == 'identity'
        ? null
        : 'a body whose content encoding is $content, which cannot be decoded';
  }
}

/// The bytes of a response's body.
final class ResponseBody {
  ResponseBody._(this._connection, this._silence, this.length, {required bool isChunked})
    : _isChunked = isChunked,
      _remaining = isChunked ? 0 : length;

  static const _cutOff = HttpException('the response ended before its announced end');

  final Connection _connection;
  final Duration _silence;
  final bool _isChunked;

  /// Of the body, or of its current chunk; null: all that comes.
  int? _remaining;
  var _isAllRead = false;
  var _hasBegun = false;
  var _start = Uint8List(0);

  /// The announced number of bytes; null if none was announced.
  final int? length;

  /// Some bytes, as they come; null at the end. Throws an [IOException] if the body is cut off.
  Future<Uint8List?> readSome() async {
    if (_start.isEmpty) {
      return _readOn();
    }
    final start = _start;
    _start = Uint8List(0);
    return start;
  }

  /// The first bytes, which stay to be read; fewer than [count] if the body ends before.
  Future<Uint8List> peek(int count) async {
    while (_start.length < count) {
      final bytes = await _readOn();
      if (bytes == null) {
        break;
      }
      _start =
          (BytesBuilder(copy: false)
                ..add(_start)
                ..add(bytes))
              .takeBytes();
    }
    return _begin(count);
  }

  /// What comes of at most so many bytes in this time: the status is known, and must not be lost for the sake of a text.
  Future<Uint8List> excerpt(int maxBytes, Duration limit) async {
    _connection.limitAll(limit);
    _hasBegun = true;
    try {
      return await peek(maxBytes);
    } on IOException {
      return _begin(maxBytes);
    }
  }

  Uint8List _begin(int count) => Uint8List.sublistView(_start, 0, min(count, _start.length));

  Future<Uint8List?> _readOn() async {
    if (_isAllRead) {
      return null;
    }
    if (_isChunked && _remaining == 0) {
      await _startChunk();
    }
    final bytes = _remaining == 0 ? null : await _readFromConnection();
    _isAllRead = bytes == null;
    return bytes;
  }

  Future<Uint8List?> _readFromConnection() async {
    var bytes = await _connection.readSome();
    if (bytes == null) {
      return _remaining == null ? null : throw _cutOff;
    }
    if (!_hasBegun) {
      _hasBegun = true;
      _connection.limitSilence(_silence);
    }
    if (_remaining case final remaining?) {
      if (bytes.length > remaining) {
        _connection.pushBack(Uint8List.sublistView(bytes, remaining));
        bytes = Uint8List.sublistView(bytes, 0, remaining);
      }
      _remaining = remaining - bytes.length;
      if (_isChunked && _remaining == 0 && (await _line()).isNotEmpty) {
        throw const HttpException('a chunk of the response does not end where it should');
      }
    }
    return bytes;
  }

  Future<void> _startChunk() async {
    final size = _chunkSize.firstMatch(await _line())?[1];
    if (size == null) {
      throw const HttpException('the size of a chunk of the response cannot be read');
    }
    _remaining = int.parse(size, radix: 16);
    if (_remaining == 0) {
      while ((await _line()).isNotEmpty) {
        // Trailers say nothing about the bytes.
      }
    }
  }

  Future<String> _line() async => await _connection.readLine(_maxLineBytes) ?? (throw _cutOff);
}
