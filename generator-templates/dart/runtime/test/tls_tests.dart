import 'dart:convert';
import 'dart:io';

import 'package:pixverse_client/pixverse_client.dart';

import 'harness.dart';

/// Beside this program, which is run from its sources.
final _certificate = Platform.script.resolve('server.pem').toFilePath();

SecurityContext get _serverContext =>
    SecurityContext()
      ..useCertificateChain(_certificate)
      ..usePrivateKey(_certificate);

Pixverse _clientOf(String url, {String Function(Uri url)? findProxy, bool isTrusted = true}) {
  final context = SecurityContext(withTrustedRoots: true);
  if (isTrusted) {
    context.setTrustedCertificates(_certificate);
  }
  return Pixverse(
    apiKey: key,
    baseUrl: url,
    timeout: const Duration(seconds: 5),
    transport: SocketTransport(securityContext: context, findProxy: findProxy ?? (_) => 'DIRECT'),
  );
}

/// A proxy that passes on all bytes; it answers with [status] first.
Future<LoopbackServer> _proxy([String status = '200 OK']) => LoopbackServer.start(
  answer: (socket, request) async {
    socket.add(latin1.encode('HTTP/1.1 $status\r\n\r\n'));
    await socket.flush();
  },
);

/// Calls over TLS, and through proxies.
void addTlsTests() {
  test('a video comes over TLS', () async {
    final server = await LoopbackServer.start(bytes: videoResponse(), tls: _serverContext);
    final video = await _clientOf(server.url).textToVideo(boat);
    expectEqual(await video.readAsBytes(), mp4);
    expectEqual(server.requests.length, 1);
  });

  test('a video over TLS that is cut off is billed', () async {
    final server = await LoopbackServer.start(bytes: cutVideoResponse(), tls: _serverContext);
    final video = await _clientOf(server.url).textToVideo(boat);
    expectFailure(await failureOf<ConnectionException>(video.readAsBytes), Billing.billed, 200);
  });

  test('a call over TLS ends at the timeout', () async {
    final server = await LoopbackServer.start(answer: (_, __) async {}, tls: _serverContext);
    final failure = await failureOf<CallTimeoutException>(() => _clientOf(server.url).textToVideo(boat));
    expectFailure(failure, Billing.unknown, null);
  });

  test('a server that is not trusted is not sent anything', () async {
    final server = await LoopbackServer.start(bytes: videoResponse(), tls: _serverContext);
    final failure = await failureOf<ConnectionException>(
      () => _clientOf(server.url, isTrusted: false).textToVideo(boat),
    );
    expectFailure(failure, Billing.notSent, null);
    expectContains(failure.message, 'no secure connection could be made');
    expectEqual(server.requests, <String>[]);
  });

  test('a server that never shakes hands is given up in time', () async {
    final server = await ServerSocket.bind(InternetAddress.loopbackIPv4, 0);
    addCleanUp(server.close);
    final pixverse = Pixverse(
      apiKey: key,
      baseUrl: 'https://127.0.0.1:${server.port}',
      connectTimeout: const Duration(milliseconds: 500),
    );
    final failure = await failureOf<ConnectionException>(() => pixverse.textToVideo(boat));
    expectFailure(failure, Billing.notSent, null);
    expectContains(failure.message, 'no connection could be made (timeout after 0.5 s)');
  });

  test('a video comes through a proxy that does not see the key', () async {
    final server = await LoopbackServer.start(bytes: videoResponse(), tls: _serverContext);
    final requests = <String>[];
    final proxy = await ServerSocket.bind(InternetAddress.loopbackIPv4, 0);
    addCleanUp(proxy.close);
    proxy.listen((client) async {
      final toServer = await Socket.connect('127.0.0.1', server.port);
      addCleanUp(toServer.destroy);
      toServer.listen(client.add, onDone: client.destroy);
      var isOpen = false;
      client.listen((bytes) {
        if (isOpen) {
          toServer.add(bytes);
        } else {
          isOpen = true;
          requests.add(latin1.decode(bytes));
          client.add(latin1.encode('HTTP/1.1 200 OK\r\n\r\n'));
        }
      });
    });
    final pixverse = _clientOf(server.url, findProxy: (_) => 'PROXY user:p%2Bw@127.0.0.1:${proxy.port}; DIRECT');
    expectEqual(await (await pixverse.textToVideo(boat)).readAsBytes(), mp4);
    expectContains(requests.single, 'CONNECT 127.0.0.1:${server.port} HTTP/1.1\r\n');
    expectContains(requests.single, 'Proxy-Authorization: Basic ${base64.encode(utf8.encode('user:p+w'))}\r\n');
    expectLacks(requests.single, key);
  });

  test('a proxy that refuses is sent no request', () async {
    final proxy = await _proxy('407 No');
    final pixverse = _clientOf('https://service.invalid', findProxy: (_) => 'PROXY 127.0.0.1:${proxy.port}');
    final failure = await failureOf<ConnectionException>(() => pixverse.textToVideo(boat));
    expectFailure(failure, Billing.notSent, null);
    expectContains(failure.message, 'the proxy refused the connection: HTTP/1.1 407 No');
    expectEqual([proxy.requests.length, proxy.requests.single.contains(key)], [1, false]);
  });

  test('a proxy that cannot be read is sent nothing', () async {
    final pixverse = _clientOf('https://service.invalid', findProxy: (_) => 'SOCKS a:1');
    expectFailure(
      await failureOf<ConnectionException>(() => pixverse.textToVideo(boat)),
      Billing.notSent,
      null,
    );
  });

  test('plain http goes through no proxy', () async {
    final server = await LoopbackServer.start(bytes: videoResponse());
    final pixverse = _clientOf(server.url, findProxy: (_) => 'PROXY 127.0.0.1:1');
    expectEqual(await (await pixverse.textToVideo(boat)).readAsBytes(), mp4);
  });
}
