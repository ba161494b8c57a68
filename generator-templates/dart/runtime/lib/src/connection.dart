import 'dart:async';
import 'dart:collection';
import 'dart:convert';
import 'dart:io';
import 'dart:typed_data';

import 'cancel_token.dart';
import 'transport.dart';

/// A deadline passed.
final class DeadlineExceeded implements IOException {
  /// [limit] is the time that was allowed.
  const DeadlineExceeded(this.limit);

  /// The time that was allowed.
  final Duration limit;

  @override
  String toString() => 'timeout after ${limit.inMicroseconds / Duration.microsecondsPerSecond} s';
}

/// A connection for one request, whose waits end at a deadline, however slowly the bytes trickle, and at once when the call
/// is cancelled. It reads from the network only while a reader waits for bytes.
final class Connection {
  Connection._(this._socket, CancelToken? cancelToken) {
    // Failures to write are failures to read as well.
    _socket.done.ignore();
    _subscription = _socket.listen(_receive, onError: fail, onDone: _end)..pause();
    _stopListening = cancelToken?.listen(fail);
  }

  static const _newline = 0x0a;

  final Socket _socket;
  final _received = Queue<Uint8List>();
  late final StreamSubscription<Uint8List> _subscription;
  void Function()? _stopListening;
  Completer<void>? _waiting;
  Object? _failure;
  var _ended = false;
  var _written = false;
  Timer? _deadline;
  Duration? _silence;

  /// Connects within [limit].
  static Future<Connection> open(Uri url, Transport transport, Duration limit, CancelToken? cancelToken) async {
    final connected = Completer<Socket>();
    final aborted = Completer<void>();
    void abort(Object error) {
      if (!connected.isCompleted) {
        connected.completeError(error);
        aborted.complete();
      }
    }

    final timer = Timer(limit, () => abort(DeadlineExceeded(limit)));
    final stopListening = cancelToken?.listen(abort);
    // Also an error that is thrown before there is a future is one of the connection.
    unawaited(
      Future.sync(() => transport.connect(url, aborted.future)).then(
        (socket) => connected.isCompleted ? socket.destroy() : connected.complete(socket),
        onError:
            (Object error, StackTrace trace) => connected.isCompleted ? null : connected.completeError(error, trace),
      ),
    );
    try {
      final socket = await connected.future;
      if (url.isScheme('https') && socket is! SecureSocket) {
        socket.destroy();
        throw HttpException('the transport must return a SecureSocket for https, but returned a ${socket.runtimeType}');
      }
      return Connection._(socket, cancelToken);
    } finally {
      timer.cancel();
      stopListening?.call();
    }
  }

  /// Whether a byte of the request may have been sent.
  bool get isWritten => _written;

  /// Sends all bytes at once. All of the response must begin within [limit], see [limitSilence].
  void send(List<int> bytes, Duration limit) {
    _check();
    limitAll(limit);
    _written = true;
    _socket.add(bytes);
  }

  /// All that is still to be read must come within this time.
  void limitAll(Duration limit) {
    if (_failure != null) {
      return;
    }
    _silence = null;
    _deadline?.cancel();
    _deadline = Timer(limit, () => fail(DeadlineExceeded(limit)));
  }

  /// From now on, the limit applies to each wait for bytes.
  void limitSilence(Duration limit) {
    _deadline?.cancel();
    _silence = limit;
  }

  /// As many bytes as there are; null at the end.
  Future<Uint8List?> readSome() async => _received.isNotEmpty || await _fill() ? _received.removeFirst() : null;

  /// Puts bytes back that are to be read next.
  void pushBack(Uint8List bytes) => bytes.isEmpty ? null : _received.addFirst(bytes);

  /// A line without its end; null if the bytes end before it. Throws an [HttpException] if it has more than [max] bytes.
  Future<String?> readLine(int max) async {
    final line = BytesBuilder(copy: false);
    while (true) {
      final bytes = await readSome();
      if (bytes == null) {
        return null;
      }
      final end = bytes.indexOf(_newline);
      line.add(end == -1 ? bytes : Uint8List.sublistView(bytes, 0, end));
      if (line.length > max) {
        throw const HttpException('the head of the response is too long');
      }
      if (end != -1) {
        pushBack(Uint8List.sublistView(bytes, end + 1));
        final text = latin1.decode(line.takeBytes());
        return text.endsWith('\r') ? text.substring(0, text.length - 1) : text;
      }
    }
  }

  /// Frees the connection. Whoever waits for bytes gets an [IOException].
  void close() => fail(const SocketException.closed());

  /// Ends the connection; whoever waits for bytes, or does so later, gets the error.
  void fail(Object error) {
    if (_failure != null) {
      return;
    }
    _failure = error;
    _deadline?.cancel();
    _stopListening?.call();
    unawaited(_subscription.cancel());
    _socket.destroy();
    _wake();
  }

  void _receive(Uint8List bytes) {
    _received.add(bytes);
    _subscription.pause();
    _wake();
  }

  void _end() {
    _ended = true;
    _wake();
  }

  void _wake() {
    _waiting?.complete();
    _waiting = null;
  }

  /// Whether there are more bytes.
  Future<bool> _fill() async {
    _check();
    if (_ended) {
      return false;
    }
    final waiting = _waiting = Completer<void>();
    if (_silence case final limit?) {
      _deadline = Timer(limit, () => fail(DeadlineExceeded(limit)));
    }
    _subscription.resume();
    await waiting.future;
    if (_silence != null) {
      _deadline?.cancel();
    }
    if (_received.isEmpty) {
      _check();
    }
    return _received.isNotEmpty;
  }

  void _check() {
    if (_failure case final failure?) {
      // ignore: only_throw_errors
      throw failure;
    }
  }

  @override
  String toString() => 'Connection';
}
