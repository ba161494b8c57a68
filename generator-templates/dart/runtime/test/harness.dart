/// The runner of this package's tests: `package:test` would be a dependency.
library;

import 'dart:async';
import 'dart:convert';
import 'dart:io';
import 'dart:typed_data';

import 'package:pixverse_client/pixverse_client.dart';

/// The key of all tests.
const key = 'SG_canary+/0123456789abcdef';

/// Longer than any test may take.
const _testLimit = Duration(minutes: 5);

final _tests = <(String, FutureOr<void> Function())>[];

/// Adds a test; [run] executes it.
void test(String name, FutureOr<void> Function() body) => _tests.add((name, body));

/// Runs the tests whose name contains one of [words], or all, and ends the program.
Future<Never> run(List<String> words) async {
  var failed = 0;
  final selected = _tests.where((test) => words.isEmpty || words.any(test.$1.contains)).toList();
  for (final (name, body) in selected) {
    final failure = await _failureOf(body);
    if (failure != null) {
      failed++;
      stdout.writeln('FAILED $name: $failure');
    }
  }
  stdout.writeln('${selected.length - failed} passed, $failed failed');
  await stdout.flush();
  exit(failed == 0 && selected.isNotEmpty ? 0 : 1);
}

/// What a test throws; an error that nobody waits for fails it as well.
Future<String?> _failureOf(FutureOr<void> Function() body) {
  final outcome = Completer<String?>();
  final cleanUps = <FutureOr<void> Function()>[];
  void end(String? failure) => outcome.isCompleted ? null : outcome.complete(failure);
  unawaited(
    runZonedGuarded(
      () async {
        try {
          await Future.sync(body).timeout(_testLimit);
          end(null);
        } on Object catch (e, trace) {
          end('$e\n$trace');
        }
      },
      (error, trace) => end('an error that nobody waited for: $error\n$trace'),
      zoneValues: {#cleanUps: cleanUps},
    ),
  );
  return outcome.future.then((failure) async {
    for (final cleanUp in cleanUps.reversed) {
      await cleanUp();
    }
    return failure;
  });
}

/// Called at the end of the current test.
void addCleanUp(FutureOr<void> Function() cleanUp) =>
    (Zone.current[#cleanUps] as List<FutureOr<void> Function()>).add(cleanUp);

/// Fails unless both are equal; lists and maps are compared by their elements.
void expectEqual(Object? actual, Object? expected, [String about = '']) {
  if (!_same(actual, expected)) {
    throw StateError('$about must be\n$expected\nbut was\n$actual');
  }
}

bool _same(Object? one, Object? other) => switch ((one, other)) {
  (final Map<Object?, Object?> a, final Map<Object?, Object?> b) =>
    a.length == b.length && a.keys.every((name) => b.containsKey(name) && _same(a[name], b[name])),
  (final Iterable<Object?> a, final Iterable<Object?> b) =>
    a.length == b.length && Iterable<int>.generate(a.length).every((i) => _same(a.elementAt(i), b.elementAt(i))),
  _ => one == other,
};

/// Fails unless the condition holds.
void expectTrue(bool condition, String about) => condition ? null : throw StateError(about);

/// Fails unless the text contains the part.
void expectContains(String text, Pattern part) =>
    text.contains(part) ? null : throw StateError('"$part" must be in:\n$text');

/// Fails if the text contains the part.
void expectLacks(String text, String part) =>
    text.contains(part) ? throw StateError('"$part" must not be in:\n$text') : null;

/// The exception of this type that the call must throw.
Future<T> failureOf<T extends Object>(FutureOr<Object?> Function() call) async {
  final Object? result;
  try {
    result = await call();
  } on T catch (e) {
    return e;
  }
  throw StateError('it must throw a $T, but returned $result');
}

/// Waits until the condition holds.
Future<void> waitUntil(FutureOr<bool> Function() condition) async {
  final limit = Stopwatch()..start();
  while (!await condition()) {
    expectTrue(limit.elapsed < const Duration(seconds: 60), 'waited for a minute');
    await Future<void>.delayed(const Duration(milliseconds: 10));
  }
}

/// Whole for a client that follows boxes: ftyp, moov and mdat.
final mp4 = Uint8List.fromList([
  ...[0, 0, 0, 16, ...ascii.encode('ftypisom'), 0, 0, 0, 0],
  ...[0, 0, 0, 8, ...ascii.encode('moov')],
  ...[0, 0, 0, 108, ...ascii.encode('mdat'), for (var i = 0; i < 100; i++) i],
]);

/// The bytes of a response.
List<int> response(int status, String type, List<int> body, [List<String> headers = const []]) => [
  ...latin1.encode(
    ['HTTP/1.1 $status Text', 'Content-Type: $type', 'Content-Length: ${body.length}', ...headers, '\r\n'].join('\r\n'),
  ),
  ...body,
];

/// The bytes of a response with a text.
List<int> textResponse(int status, String text, [List<String> headers = const []]) =>
    response(status, 'text/plain', utf8.encode(text), headers);

/// The bytes of a response with JSON.
List<int> jsonResponse(Object? json, [List<String> headers = const []]) =>
    response(200, 'application/json', utf8.encode(jsonEncode(json)), headers);

/// The bytes of a response with a video.
List<int> videoResponse([List<String> headers = const []]) => response(200, 'video/mp4', mp4, headers);

/// The bytes of a response with a video that lacks its last byte.
List<int> cutVideoResponse() {
  final whole = videoResponse();
  return whole.sublist(0, whole.length - 1);
}

/// A server on a free port of this machine that records what it receives, and answers each request on its raw socket.
final class LoopbackServer {
  LoopbackServer._(this._server, this._scheme, this._answer) {
    _server.listen(
      _serve,
      onError: (Object error) {
        // The client does not trust the certificate.
      },
    );
  }

  final Stream<Socket> _server;
  final String _scheme;
  final Future<void> Function(Socket socket, String request) _answer;

  /// The port.
  late final int port;

  /// All requests, as they came.
  final List<String> requests = [];

  /// How many connections were opened.
  int connections = 0;

  /// How many connections were closed by the client.
  int closed = 0;

  /// Starts a server that is closed at the end of the test. It sends [bytes] and closes the connection, or does what
  /// [answer] does.
  static Future<LoopbackServer> start({
    List<int>? bytes,
    Future<void> Function(Socket socket, String request)? answer,
    SecurityContext? tls,
  }) async {
    Future<void> respond(Socket socket, String request) async {
      socket.add(bytes!);
      await socket.flush();
      await socket.close();
    }

    final LoopbackServer server;
    if (tls == null) {
      final listening = await ServerSocket.bind(InternetAddress.loopbackIPv4, 0);
      addCleanUp(listening.close);
      server = LoopbackServer._(listening, 'http', answer ?? respond)..port = listening.port;
    } else {
      final listening = await SecureServerSocket.bind(InternetAddress.loopbackIPv4, 0, tls);
      addCleanUp(listening.close);
      server = LoopbackServer._(listening, 'https', answer ?? respond)..port = listening.port;
    }
    return server;
  }

  /// The root.
  String get url => '$_scheme://127.0.0.1:$port';

  void _serve(Socket socket) {
    connections++;
    addCleanUpTo(socket);
    socket.done.ignore();
    final received = BytesBuilder();
    var isAnswered = false;
    socket.listen(
      (bytes) {
        received.add(bytes);
        final text = latin1.decode(received.toBytes());
        final end = text.indexOf('\r\n\r\n');
        final length = int.parse(RegExp(r'content-length: (\d+)', caseSensitive: false).firstMatch(text)?[1] ?? '0');
        if (!isAnswered && end != -1 && text.length >= end + 4 + length) {
          isAnswered = true;
          requests.add(text);
          unawaited(_answer(socket, text).catchError((Object _) {}));
        }
      },
      onError: (Object _) => closed++,
      onDone: () => closed++,
    );
  }

  /// Frees the socket at the end of the test.
  void addCleanUpTo(Socket socket) => addCleanUp(socket.destroy);
}

/// A client of the server at this URL.
Pixverse clientOf(String url, {Duration? timeout, bool validateRequests = true}) =>
    Pixverse(apiKey: key, baseUrl: url, timeout: timeout, validateRequests: validateRequests);

/// A valid request.
final boat = TextToVideoRequest(prompt: 'A paper boat');

/// All bytes of the video that the server sends.
Future<Uint8List> bytesOf(String url, {Duration? timeout, CancelToken? cancelToken}) async {
  final video = await clientOf(url).textToVideo(boat, timeout: timeout, cancelToken: cancelToken);
  return video.readAsBytes();
}

/// The exception of a call to a server that sends these bytes and closes the connection.
Future<T> failureFrom<T extends Object>(List<int> bytes, {Duration? timeout}) async {
  final server = await LoopbackServer.start(bytes: bytes);
  final failure = await failureOf<T>(() => bytesOf(server.url, timeout: timeout));
  expectEqual(server.requests.length, 1, 'requests');
  return failure;
}

/// Fails unless the billing status and the status code are these.
void expectFailure(PixverseException failure, Billing billing, int? status) =>
    expectEqual([failure.billing, failure.status], [billing, status], '$failure');
