import 'dart:async';
import 'dart:convert';
import 'dart:io';
import 'dart:typed_data';

import 'package:pixverse_client/pixverse_client.dart';

import 'harness.dart';

const _head = 'HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nx-request-id: id\r\n';

List<int> _video(String rest) => [...latin1.encode(_head), ...latin1.encode(rest)];

String get _mp4Text => latin1.decode(mp4);

/// Answers with the beginning of a video of 20 bytes, and nothing more.
Future<void> _stall(Socket socket, String request) async => socket.add(_video('Content-Length: 20\r\n\r\n12345678'));

Future<void> _sleep(int milliseconds) => Future.delayed(Duration(milliseconds: milliseconds));

/// One request, its response and what fails.
void addCallTests() {
  test('a call sends one request as documented', () async {
    final server = await LoopbackServer.start(bytes: videoResponse(['x-cost: 0.45']));
    final pixverse = clientOf('${server.url}/proxy/');
    final video = await pixverse.textToVideo(boat.copyWith(additionalProperties: {'ü': '😀'}));
    expectEqual(await video.readAsBytes(), mp4);
    expectEqual([video.metadata.cost, video.contentType, video.contentLength], [0.45, 'video/mp4', mp4.length]);
    final [head, body] = server.requests.single.split('\r\n\r\n');
    expectTrue(head.startsWith('POST /proxy/v1/pixverse-text2video HTTP/1.1\r\n'), head);
    for (final line in [
      'Host: 127.0.0.1:${server.port}',
      'Accept: video/mp4, application/json, text/html',
      'Content-Type: application/json',
      'x-api-key: $key',
      'Connection: close',
      'Accept-Encoding: identity',
    ]) {
      expectTrue(head.split('\r\n').contains(line), '$line must be in:\n$head');
    }
    expectEqual((jsonDecode(utf8.decode(latin1.encode(body))) as Map<String, Object?>)['ü'], '😀');
  });

  test('every operation has a method and a timeout of its own', () async {
    final server = await LoopbackServer.start(bytes: videoResponse());
    final pixverse = clientOf(server.url);
    const url = 'https://example.com/a';
    for (final video in [
      await pixverse.extendV5Video(V5ExtendRequest(prompt: 'x', videoUrl: url)),
      await pixverse.generateV5Video(V5VideoRequest(prompt: 'x')),
      await pixverse.generateV6Video(V6VideoRequest(prompt: 'x')),
      await pixverse.imageToVideo(ImageToVideoRequest(prompt: 'x', imageUrl: url)),
      await pixverse.textToVideo(boat),
    ]) {
      expectEqual(await video.readAsBytes(), mp4);
    }
    expectEqual(
      [for (final request in server.requests) request.split(' ')[1]],
      [for (final operation in operations) operation.path],
    );
    expectTrue(operations.every((one) => one.timeout > const Duration(minutes: 1)), 'timeouts of minutes');
  });

  test('a non-video response is not requested again', () async {
    final kinds = {
      302: UnexpectedResponseException,
      401: UnauthorizedException,
      407: UnexpectedResponseException,
      408: UnexpectedResponseException,
      421: UnexpectedResponseException,
      503: ServerException,
      700: ServerException,
    };
    for (final MapEntry(key: status, value: kind) in kinds.entries) {
      final failure = await failureFrom<PixverseException>(
        textResponse(status, '{"error":"why"}', [
          'Location: /',
          'Retry-After: 0',
          'x-request-id: id',
          'WWW-Authenticate: Basic',
          'Proxy-Authenticate: Basic',
        ]),
      );
      expectFailure(failure, status == 401 ? Billing.notBilled : Billing.unknown, status);
      expectEqual([failure.runtimeType, failure.requestId, failure.body], [kind, 'id', '{"error":"why"}']);
    }
  });

  test('a refusal has the kind and the bill of its status', () async {
    for (final MapEntry(key: status, value: (_, billing)) in operations.last.statuses.entries) {
      final failure = await failureFrom<PixverseException>(textResponse(status, 'why', ['Retry-After: 7']));
      expectFailure(failure, billing, status);
      expectEqual(failure.retryAfter, const Duration(seconds: 7));
    }
    expectEqual(
      '${await failureFrom<BadRequestException>(textResponse(400, 'no', ['x-request-id: id']))}',
      'BadRequestException: textToVideo: 400: no (request id id) [NOT_BILLED: refused requests and failed jobs are not '
          'billed, as far as known]',
    );
  });

  test('a head that is not whole is unknown, and not asked for again', () async {
    for (final head in [
      '',
      'HTTP/1.1 2',
      'HTTP/1.1 200 OK\r\n',
      'HTTP/1.1 400 No\r\nContent-Type: a\r\n',
      'HTTP/1.1 100 Continue\r\n\r\n',
      'garbage\r\n\r\n',
      'HTTP/1.1 200 OK\r\nno header\r\n\r\n',
      'HTTP/1.1 200 OK\r\na: b\rc\r\n\r\n',
    ]) {
      expectFailure(await failureFrom<ConnectionException>(latin1.encode(head)), Billing.unknown, null);
    }
  });

  test('an endless head ends', () async {
    final server = await LoopbackServer.start(
      answer: (socket, _) async {
        for (var i = 0; i < 1000; i++) {
          socket.add(latin1.encode('HTTP/1.1 100 Continue\r\n${'a' * 1000}: b\r\n\r\n'));
          await socket.flush();
        }
      },
    );
    final failure = await failureOf<ConnectionException>(() => bytesOf(server.url));
    expectContains(failure.message, 'too long');
  });

  test('interim responses are skipped', () async {
    final server = await LoopbackServer.start(
      bytes: [
        ...latin1.encode('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\na: b\r\n\r\n'),
        ...videoResponse(),
      ],
    );
    expectEqual(await bytesOf(server.url), mp4);
  });

  test('a server that is not there is not sent anything', () async {
    final closed = await ServerSocket.bind(InternetAddress.loopbackIPv4, 0);
    final port = closed.port;
    await closed.close();
    for (final (url, reason) in [
      ('http://127.0.0.1:$port', 'no connection could be made'),
      ('https://127.0.0.1:$port', 'no connection could be made'),
      ('https://no-such-host.invalid', 'the host is not known'),
    ]) {
      final failure = await failureOf<ConnectionException>(() => bytesOf(url));
      expectFailure(failure, Billing.notSent, null);
      expectContains(failure.message, reason);
    }
  });

  test('a refusal is read as far as it comes', () async {
    final failure = await failureFrom<BadRequestException>(
      latin1.encode('HTTP/1.1 400 No\r\nContent-Length: 1000\r\nx-request-id: id\r\n\r\nthe reason'),
    );
    expectFailure(failure, Billing.notBilled, 400);
    expectEqual([failure.body, failure.requestId], ['the reason', 'id']);
  });

  test('64 KiB of an endless refusal are read', () async {
    final server = await LoopbackServer.start(
      answer: (socket, _) async {
        socket.add(latin1.encode('HTTP/1.1 400 No\r\n\r\n'));
        for (var i = 0; i < 1000; i++) {
          socket.add(latin1.encode('x' * 10000));
          await socket.flush();
        }
      },
    );
    final failure = await failureOf<BadRequestException>(() => bytesOf(server.url));
    expectEqual(failure.body.length, 64 << 10);
  });

  test('a video of each framing is read', () async {
    final chunks =
        [
          for (var at = 0; at < mp4.length; at += 50)
            () {
              final chunk = mp4.sublist(at, at + 50 > mp4.length ? mp4.length : at + 50);
              return '${chunk.length.toRadixString(16)};a=b\r\n${latin1.decode(chunk)}\r\n';
            }(),
        ].join();
    for (final bytes in [
      'HTTP/1.1 200 OK\r\n\r\n$_mp4Text',
      'HTTP/1.0 200 OK\r\nContent-Length: ${mp4.length}\r\n\r\n${_mp4Text}and more',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: CHUNKED\r\nContent-Length: 3\r\n\r\n${chunks}0\r\ntrailer: a\r\n\r\n',
      'HTTP/1.1 200 OK\nContent-Type: VIDEO/any; a=b\n\n$_mp4Text',
    ]) {
      final server = await LoopbackServer.start(bytes: latin1.encode(bytes));
      expectEqual(await bytesOf(server.url), mp4, bytes);
    }
  });

  test('a video that comes byte by byte is read', () async {
    for (final head in ['', 'Content-Length: ${mp4.length}\r\n', 'Transfer-Encoding: chunked\r\n']) {
      final body = head.startsWith('T') ? '${mp4.length.toRadixString(16)}\r\n$_mp4Text\r\n0\r\n\r\n' : _mp4Text;
      final server = await LoopbackServer.start(
        answer: (socket, _) async {
          socket.setOption(SocketOption.tcpNoDelay, true);
          for (final byte in _video('$head\r\n$body')) {
            socket.add([byte]);
            await socket.flush();
          }
          await socket.close();
        },
      );
      expectEqual(await bytesOf(server.url), mp4);
    }
  });

  test('a video that is cut off is billed', () async {
    for (final rest in [
      'Content-Length: 500\r\n\r\n$_mp4Text',
      'Content-Length: 500\r\n\r\n',
      '\r\n${_mp4Text.substring(0, mp4.length - 1)}',
      'Transfer-Encoding: chunked\r\n\r\n',
      'Transfer-Encoding: chunked\r\n\r\n84\r\n$_mp4Text',
      'Transfer-Encoding: chunked\r\n\r\n84\r\n$_mp4Text\r\n0\r\n',
      'Transfer-Encoding: chunked\r\n\r\n84\r\n${_mp4Text}xx0\r\n\r\n',
      'Transfer-Encoding: chunked\r\n\r\n84\r\n$_mp4Text\r\nzz\r\n',
    ]) {
      final failure = await failureFrom<ConnectionException>(_video(rest));
      expectFailure(failure, Billing.billed, 200);
      expectEqual(failure.requestId, 'id');
    }
    final created = _video('Content-Length: 500\r\n\r\n$_mp4Text')..setRange(9, 12, latin1.encode('201'));
    expectFailure(await failureFrom<ConnectionException>(created), Billing.unknown, 201);
  });

  test('a body that is no whole video is refused', () async {
    final headers = {
      'Content-Type: video/mp4\r\nContent-Length: 5\r\nContent-Length: 6': Billing.billed,
      'Content-Length: -1': Billing.unknown,
      'Content-Type: video/mp4\r\nTransfer-Encoding: gzip, chunked': Billing.billed,
      'Content-Type: video/mp4\r\nContent-Encoding: gzip': Billing.billed,
      'Content-Type: video/mp4\r\nContent-Length: 0': Billing.unknown,
      'Content-Type: text/html': Billing.unknown,
    };
    for (final MapEntry(key: head, value: billing) in headers.entries) {
      final failure = await failureFrom<UnexpectedResponseException>(
        latin1.encode('HTTP/1.1 200 OK\r\n$head\r\n\r\nabcde'),
      );
      expectFailure(failure, billing, 200);
      expectContains(failure.message, ': the response must be a video, but was ');
    }
    for (final (status, text) in [(206, 'a'), (204, '')]) {
      final failure = await failureFrom<UnexpectedResponseException>(textResponse(status, text));
      expectFailure(failure, Billing.unknown, status);
    }
  });

  test('a head that trickles ends at the timeout', () async {
    final server = await LoopbackServer.start(
      answer: (socket, _) async {
        socket.add(latin1.encode('HTTP/1.1 200 OK\r\n'));
        for (var i = 0; i < 1000; i++) {
          socket.add([0x61]);
          await _sleep(20);
        }
      },
    );
    final time = Stopwatch()..start();
    final failure = await failureOf<CallTimeoutException>(
      () => bytesOf(server.url, timeout: const Duration(milliseconds: 400)),
    );
    expectFailure(failure, Billing.unknown, null);
    expectTrue(time.elapsed < const Duration(seconds: 10), 'it took ${time.elapsed}');
    expectEqual(server.requests.length, 1);
  });

  test('a video without its first byte ends at the timeout', () async {
    final server = await LoopbackServer.start(answer: (socket, _) async => socket.add(_video('\r\n')));
    final failure = await failureOf<CallTimeoutException>(
      () => bytesOf(server.url, timeout: const Duration(seconds: 3)),
    );
    expectFailure(failure, Billing.billed, 200);
  });

  test('a video may take longer than the timeout, but not be silent for it', () async {
    final server = await LoopbackServer.start(
      answer: (socket, _) async {
        await _stall(socket, '');
        for (var i = 0; i < 6; i++) {
          await _sleep(500);
          socket.add([0x78]);
        }
      },
    );
    final received = BytesBuilder();
    final video = await clientOf(server.url, timeout: const Duration(milliseconds: 2500)).textToVideo(boat);
    final failure = await failureOf<CallTimeoutException>(() => video.stream.forEach(received.add));
    expectEqual(ascii.decode(received.toBytes()), '12345678xxxxxx');
    expectFailure(failure, Billing.billed, 200);
    expectContains(failure.message, 'broke off after 14 of 20 bytes');
  });

  test('a video that waits for its reader does not time out', () async {
    final server = await LoopbackServer.start(bytes: videoResponse());
    final video = await clientOf(server.url, timeout: const Duration(seconds: 1)).textToVideo(boat);
    await _sleep(1500);
    final received = BytesBuilder();
    await for (final bytes in video.stream) {
      received.add(bytes);
      await _sleep(1500);
    }
    expectEqual(received.toBytes(), mp4);
  });

  test('a call that is cancelled before it is sent sends nothing', () async {
    final server = await LoopbackServer.start(bytes: videoResponse());
    final token = CancelToken()..cancel('early');
    final cancelled = await failureOf<CancelledException>(() => bytesOf(server.url, cancelToken: token));
    expectEqual([cancelled.billing, cancelled.reason, server.connections], [Billing.notSent, 'early', 0]);
    expectEqual(
      '$cancelled',
      'CancelledException: textToVideo: the call was cancelled (early) [NOT_SENT: the request was not sent, nothing is billed]',
    );
  });

  test('a call that is cancelled while its key is read sends nothing', () async {
    final server = await LoopbackServer.start(bytes: videoResponse());
    final token = CancelToken();
    final pixverse = Pixverse.withKeyFrom(() => Completer<String>().future, baseUrl: server.url);
    final call = failureOf<CancelledException>(() => pixverse.textToVideo(boat, cancelToken: token));
    token.cancel();
    expectEqual([(await call).billing, server.connections], [Billing.notSent, 0]);
  });

  test('a call that is cancelled while it connects frees the connection', () async {
    final server = await LoopbackServer.start(bytes: videoResponse());
    final token = CancelToken();
    final transport = _SlowTransport();
    final pixverse = Pixverse(apiKey: key, baseUrl: server.url, transport: transport);
    final call = failureOf<CancelledException>(() => pixverse.textToVideo(boat, cancelToken: token));
    await waitUntil(() => transport.isAsked);
    token.cancel();
    expectEqual((await call).billing, Billing.notSent);
    expectTrue(transport.isAborted, 'the transport must be told');
    transport.goOn.complete();
    await waitUntil(() => server.closed == 1);
    expectEqual(server.requests, <String>[]);
  });

  test('a call that is cancelled while it waits for the response closes the connection', () async {
    final server = await LoopbackServer.start(answer: (_, __) async {});
    final token = CancelToken();
    final call = failureOf<CancelledException>(() => bytesOf(server.url, cancelToken: token));
    await waitUntil(() => server.requests.isNotEmpty);
    token.cancel();
    expectEqual((await call).billing, Billing.unknown);
    await waitUntil(() => server.closed == 1);
    expectEqual(server.connections, 1);
  });

  test('a call that is cancelled within the video is billed', () async {
    final server = await LoopbackServer.start(answer: _stall);
    final token = CancelToken();
    final video = await clientOf(server.url).textToVideo(boat, cancelToken: token);
    final call = failureOf<CancelledException>(video.readAsBytes);
    await _sleep(100);
    token.cancel();
    expectEqual((await call).billing, Billing.billed);
    await waitUntil(() => server.closed == 1);
  });

  test('cancelling the subscription closes the video at once', () async {
    final server = await LoopbackServer.start(answer: _stall);
    final video = await clientOf(server.url).textToVideo(boat);
    final first = Completer<void>();
    final subscription = video.stream.listen((_) => first.complete());
    await first.future;
    await subscription.cancel();
    await waitUntil(() => server.closed == 1);
    expectTrue(video.isClosed, 'closed');
    expectContains('${await failureOf<StateError>(video.readAsBytes)}', 'its bytes come only once');
  });

  test('closing the video ends its reader', () async {
    final server = await LoopbackServer.start(answer: _stall);
    final video = await clientOf(server.url).textToVideo(boat);
    final read = failureOf<ConnectionException>(video.readAsBytes);
    await _sleep(100);
    video.close();
    expectFailure(await read, Billing.billed, 200);
  });

  test('many calls at once each have a connection of their own', () async {
    final server = await LoopbackServer.start(bytes: videoResponse());
    final pixverse = clientOf(server.url);
    final all = await Future.wait([
      for (var i = 0; i < 100; i++) pixverse.textToVideo(boat).then((video) => video.readAsBytes()),
    ]);
    expectTrue(all.every((bytes) => bytes.length == mp4.length), 'all videos');
    expectEqual([server.connections, server.requests.length], [100, 100]);
  });

  test('the address of a video is followed without the key', () async {
    var redirects = 1;
    final files = await LoopbackServer.start(
      answer: (socket, _) async {
        socket.add(
          redirects-- > 0
              ? latin1.encode('HTTP/1.1 302 Found\r\nLocation: /b.mp4\r\nContent-Length: 0\r\n\r\n')
              : videoResponse(),
        );
        await socket.flush();
        await socket.close();
      },
    );
    final server = await LoopbackServer.start(
      bytes: jsonResponse(
        {
          'video': {'url': '${files.url}/a file.mp4?b=c'},
        },
        ['x-request-id: id'],
      ),
    );
    final video = await clientOf(server.url).textToVideo(boat);
    expectEqual(await video.readAsBytes(), mp4);
    expectEqual(video.metadata.requestId, 'id');
    expectEqual(
      [for (final request in files.requests) request.split(' HTTP').first],
      ['GET /a%20file.mp4?b=c', 'GET /b.mp4'],
    );
    expectLacks(files.requests.join(), key);
  });

  test('an address without a video is billed and named', () async {
    final files = await LoopbackServer.start(bytes: textResponse(500, 'no'));
    final failure = await failureFrom<UnexpectedResponseException>(jsonResponse({'output': '${files.url}/a.mp4'}));
    expectFailure(failure, Billing.billed, 200);
    expectContains(
      failure.message,
      'the video is finished at ${files.url}/a.mp4, but could not be downloaded (HttpException: status 500',
    );
    expectEqual(files.requests.length, 5);
  });

  test('an address whose transfer breaks off is named', () async {
    final files = await LoopbackServer.start(bytes: _video('Content-Length: 20\r\n\r\n12345678'));
    final failure = await failureFrom<ConnectionException>(jsonResponse({'output': '${files.url}/a.mp4'}));
    expectFailure(failure, Billing.billed, 200);
    expectContains(failure.message, 'it is at ${files.url}/a.mp4');
  });

  test('JSON without an address that may be followed is unknown', () async {
    for (final address in ['file:///a', 'http://example.com/a', 'https://u:p@example.com/a', 'https://', 7, null]) {
      final failure = await failureFrom<UnexpectedResponseException>(jsonResponse({'output': address}));
      expectFailure(failure, Billing.unknown, 200);
      expectEqual(failure.body, jsonEncode({'output': address}));
    }
  });
}

/// Connects once it may.
final class _SlowTransport implements Transport {
  final goOn = Completer<void>();
  bool isAsked = false;
  bool isAborted = false;

  @override
  Future<Socket> connect(Uri url, Future<void> aborted) async {
    isAsked = true;
    unawaited(aborted.then((_) => isAborted = true));
    await goOn.future;
    return Socket.connect(url.host, url.port);
  }
}
