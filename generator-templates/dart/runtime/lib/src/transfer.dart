import 'dart:io';
import 'dart:typed_data';

import 'billing.dart';
import 'cancel_token.dart';
import 'connection.dart';
import 'exceptions.dart';
import 'key_redactor.dart';
import 'mp4_boxes.dart';
import 'operation.dart';
import 'response.dart';
import 'video_metadata.dart';

/// The bytes of a finished video as the network brings them: counted, and checked to be all.
final class Transfer {
  /// [address] is where the video can be had once more, if it came from elsewhere.
  Transfer(this._operation, this.metadata, this._redactor, this._connection, Response response, this._address)
    : _body = response.body,
      contentType = _redactor.redactLine(response.header('content-type') ?? ''),
      _boxes = response.body.length == null ? Mp4Boxes() : null;

  final Operation _operation;

  /// What the headers of the response say.
  final VideoMetadata metadata;

  /// The media type; empty if none came.
  final String contentType;

  final KeyRedactor _redactor;
  final Connection _connection;
  final ResponseBody _body;
  final Mp4Boxes? _boxes;
  final String? _address;
  var _received = 0;

  /// The announced number of bytes; null if none was announced.
  int? get length => _body.length;

  /// Some bytes, as they come; null at the end.
  Future<Uint8List?> readSome() async {
    try {
      final bytes = await _body.readSome();
      if (bytes != null) {
        _received += bytes.length;
        _boxes?.add(bytes);
      } else if (!(_boxes?.mayBeWhole ?? true)) {
        throw const HttpException('the video ended within a box of its MP4 file');
      }
      return bytes;
    } on CancelSignal catch (signal) {
      throw signal.during(_operation.id, Billing.ofIncomplete(metadata.status));
    } on Object catch (e) {
      final total = length == null ? '' : ' of $length';
      final address = _address == null ? '' : '; it is at $_address';
      throw failure(
        _operation,
        metadata,
        _redactor,
        'the service had finished the video, but its transfer broke off after $_received$total bytes$address',
        e,
      );
    }
  }

  /// A failure after a successful response came.
  static PixverseException failure(
    Operation operation,
    VideoMetadata metadata,
    KeyRedactor redactor,
    String reason,
    Object error,
  ) {
    final create = error is DeadlineExceeded ? CallTimeoutException.new : ConnectionException.new;
    return create(
      '$reason (${redactor.redactLine('$error')})',
      operation: operation.id,
      billing: Billing.ofIncomplete(metadata.status),
      status: metadata.status,
      requestId: metadata.requestId,
      cause: redactor.redactError(error),
    );
  }

  /// A finished video that could not be saved.
  SaveFailedException saveFailure(String reason, String? savedTo, Object? cause) => SaveFailedException(
    reason,
    savedTo: savedTo,
    operation: _operation.id,
    billing: Billing.ofIncomplete(metadata.status),
    status: metadata.status,
    requestId: metadata.requestId,
    cause: cause,
  );

  /// Frees the connection; whoever reads gets a [ConnectionException].
  void close() => _connection.close();
}
