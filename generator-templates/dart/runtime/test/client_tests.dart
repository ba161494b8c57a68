import 'dart:async';
import 'dart:convert';
import 'dart:io';

import 'package:pixverse_client/pixverse_client.dart';

import 'harness.dart';

Future<String> _problem({
  String apiKey = key,
  String baseUrl = defaultServer,
  Duration? timeout,
  Duration connectTimeout = const Duration(seconds: 1),
}) async {
  final error = await failureOf<ArgumentError>(
    () => Pixverse(apiKey: apiKey, baseUrl: baseUrl, timeout: timeout, connectTimeout: connectTimeout),
  );
  return '${error.message}';
}

/// Options, arguments, and the key.
void addClientTests() {
  test('all options that are wrong are named at once', () async {
    final problem = await _problem(
      apiKey: ' ',
      baseUrl: 'http://example.com',
      timeout: Duration.zero,
      connectTimeout: const Duration(days: 99),
    );
    expectEqual(problem.split('\n'), [
      'apiKey must be the secret key of your account, but was empty',
      'baseUrl must be an https URL, or an http URL of this machine, because plain http shows the API key to the network, '
          'such as https://api.segmind.com, but was http://example.com',
      'timeout must be from 0.001 to 2147483.647 seconds, but was 0.0',
      'connectTimeout must be from 0.001 to 2147483.647 seconds, but was 8553600.0',
    ]);
  });

  test('a key that no header can hold is not shown', () async {
    for (final apiKey in ['SG_secr\nx: y', 'SG_secr et', 'SG_secr\u00e9t', '\u{1F600}SG_secr']) {
      final problem = await _problem(apiKey: apiKey);
      expectContains(problem, 'visible ASCII characters only');
      expectLacks(problem, 'SG_secr');
    }
  });

  test('base URLs are https, or of this machine', () async {
    for (final url in [
      'https://a',
      'http://localhost:1',
      'http://127.0.0.1',
      'http://[::1]:80/x/',
      'https://a/v1x',
      'http://a.localhost',
    ]) {
      expectEqual(clientOf(url).baseUrl, url);
    }
    for (final url in [
      'http://128.0.0.1',
      'http://localhost.evil',
      'ftp://localhost',
      'https://u:p@a',
      'https://@a',
      'https://a?q',
      'https://a#f',
      'https://a/v1',
      'https://a/v1//',
      'https://',
      '',
      'http://127.0.0.1.evil',
      'https://a b',
      r'https://a\@b',
      'http://127.0.0.256',
    ]) {
      expectContains(await _problem(baseUrl: url), RegExp('^baseUrl must be '));
    }
    expectLacks(await _problem(baseUrl: 'https://secret:secret@a'), 'secret');
  });

  test('an invalid request is not sent', () async {
    final server = await LoopbackServer.start(bytes: videoResponse());
    final request = boat.copyWith(duration: const DurationSeconds(7));
    final failure = await failureOf<InvalidRequestException>(() => clientOf(server.url).textToVideo(request));
    expectEqual(
      failure.message,
      'textToVideo: the request breaks the rules of the document:\n  duration must be one of 5, 8, but was 7\n  '
      '[NOT_SENT: the request was not sent, nothing is billed]',
    );
    expectEqual(
      [failure.billing, failure.violations.single.fields, server.connections],
      [
        Billing.notSent,
        ['duration'],
        0,
      ],
    );
  });

  test('an invalid request is sent without validation, but nothing that JSON cannot hold', () async {
    final server = await LoopbackServer.start(bytes: videoResponse());
    final pixverse = clientOf(server.url, validateRequests: false);
    await (await pixverse.textToVideo(boat.copyWith(duration: const DurationSeconds(7)))).readAsBytes();
    expectContains(server.requests.single, '"duration":7');
    for (final value in [double.nan, Object(), DateTime(2026)]) {
      final request = boat.copyWith(additionalProperties: {'a': value});
      expectFailure(
        await failureOf<InvalidRequestException>(() => pixverse.textToVideo(request)),
        Billing.notSent,
        null,
      );
    }
    expectEqual(server.connections, 1);
  });

  test('a timeout of a call that cannot be is an ArgumentError', () async {
    await failureOf<ArgumentError>(
      () => clientOf('http://127.0.0.1:1').textToVideo(boat, timeout: const Duration(seconds: -1)),
    );
  });

  test('the key is read before each request', () async {
    final server = await LoopbackServer.start(bytes: videoResponse());
    final keys = ['first-key', ' second-key\n'];
    final pixverse = Pixverse.withKeyFrom(() async => keys.removeAt(0), baseUrl: server.url);
    for (var i = 0; i < 2; i++) {
      await (await pixverse.textToVideo(boat)).readAsBytes();
    }
    expectEqual(
      [for (final request in server.requests) RegExp(r'x-api-key: (\S+)').firstMatch(request)![1]],
      ['first-key', 'second-key'],
    );
    final failure = await failureOf<InvalidRequestException>(() => pixverse.textToVideo(boat));
    expectContains(failure.message, 'apiKey must come from the function, but it threw RangeError');
  });

  test('a transport without TLS gets no request for https', () async {
    final server = await LoopbackServer.start(bytes: videoResponse());
    final pixverse = Pixverse(apiKey: key, baseUrl: 'https://example.com', transport: _PlainTransport(server.port));
    final failure = await failureOf<ConnectionException>(() => pixverse.textToVideo(boat));
    expectFailure(failure, Billing.notSent, null);
    expectContains(failure.message, 'the transport must return a SecureSocket for https');
    expectEqual(server.requests, <String>[]);
  });

  test('a transport that fails is a failed connection', () async {
    final pixverse = Pixverse(apiKey: key, transport: _FailingTransport());
    final failure = await failureOf<ConnectionException>(() => pixverse.textToVideo(boat));
    expectFailure(failure, Billing.notSent, null);
    expectLacks('$failure ${failure.cause}', key);
  });

  test('exceptions can be made by the tests of callers', () {
    final failure = RateLimitedException(
      'stubbed',
      billing: Billing.notBilled,
      status: 429,
      retryAfter: const Duration(seconds: 7),
    );
    expectContains('$failure', 'RateLimitedException: 429: stubbed [NOT_BILLED: ');
    expectTrue(CancelledException() is! PixverseException, 'a cancelled call is no failure');
    expectEqual(SaveFailedException('full', savedTo: '/a').savedTo, '/a');
  });

  test('the client can be replaced in tests', () async {
    final Pixverse pixverse = _FakePixverse();
    await failureOf<ServerException>(() => pixverse.textToVideo(boat));
  });

  test('no text shows the key', () async {
    final refusing = await LoopbackServer.start(bytes: textResponse(400, 'no $key', ['x-request-id: $key']));
    final pixverse = clientOf(refusing.url);
    final failure = await failureOf<BadRequestException>(() => pixverse.textToVideo(boat));
    final server = await LoopbackServer.start(bytes: videoResponse(['x-request-id: $key']));
    final video = await clientOf(server.url).textToVideo(boat);
    for (final object in [pixverse, failure, failure.cause, failure.body, video, video.metadata, boat]) {
      expectLacks('$object', key.substring(0, 12));
      expectLacks(jsonEncode(object, toEncodable: (value) => '$value'), key.substring(0, 12));
    }
    expectEqual([failure.requestId, video.metadata.requestId], ['<redacted>', '<redacted>']);
    await video.readAsBytes();
  });
}

final class _PlainTransport implements Transport {
  _PlainTransport(this._port);

  final int _port;

  @override
  Future<Socket> connect(Uri url, Future<void> aborted) => Socket.connect('127.0.0.1', _port);
}

final class _FailingTransport implements Transport {
  @override
  Future<Socket> connect(Uri url, Future<void> aborted) => throw StateError('the key $key');
}

final class _FakePixverse implements Pixverse {
  @override
  Future<Video> textToVideo(
    TextToVideoRequest request, {
    Duration? timeout,
    CancelToken? cancelToken,
    String? saveTo,
  }) async => throw ServerException('stubbed');

  @override
  Object? noSuchMethod(Invocation invocation) => super.noSuchMethod(invocation);
}
