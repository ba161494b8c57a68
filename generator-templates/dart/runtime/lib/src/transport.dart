import 'dart:async';
import 'dart:convert';
import 'dart:io';
import 'dart:typed_data';

/// Opens the connections of calls: all that a program can put in place of the client's own way over the network. It never sees
/// a request, so it can neither send one again nor follow a redirect.
abstract interface class Transport {
  /// Opens a new connection to the server of [url], which must be a [SecureSocket] for https: the key goes over it.
  ///
  /// [aborted] completes when the connection is no longer wanted; one that opens later is closed.
  Future<Socket> connect(Uri url, Future<void> aborted);
}

/// Connects with `dart:io`. Certificates are always verified.
final class SocketTransport implements Transport {
  /// [securityContext] holds other certificates than those of the system.
  ///
  /// [findProxy] returns "DIRECT" or "PROXY host:port", as for `HttpClient`; by default, the proxy is that of the environment.
  /// Plain http goes to this machine only, and never through a proxy, which would see the key.
  const SocketTransport({this.securityContext, this.findProxy = HttpClient.findProxyFromEnvironment});

  static final _smallReceiveBuffer = RawSocketOption.fromInt(
    RawSocketOption.levelSocket,
    // SO_RCVBUF.
    Platform.isLinux || Platform.isAndroid ? 0x8 : 0x1002,
    64 << 10,
  );

  /// Other certificates than those of the system.
  final SecurityContext? securityContext;

  /// The proxy for a URL.
  final String Function(Uri url) findProxy;

  @override
  Future<Socket> connect(Uri url, Future<void> aborted) async {
    if (!url.isScheme('https')) {
      // dart:io reads all that the system has at once, which may be many megabytes; over TLS, it reads little by little.
      return (await _open(url.host, url.port, aborted))..setRawOption(_smallReceiveBuffer);
    }
    final proxy = _Proxy.parse(findProxy(url));
    final plain = await _open(proxy?.host ?? url.host, proxy?.port ?? url.port, aborted);
    unawaited(aborted.then((_) => plain.destroy()));
    try {
      await proxy?.tunnel(plain, url);
      return await SecureSocket.secure(
        plain,
        host: url.host,
        context: securityContext,
        supportedProtocols: const ['http/1.1'],
      );
    } on Object {
      plain.destroy();
      rethrow;
    }
  }

  Future<Socket> _open(String host, int port, Future<void> aborted) async {
    final task = await Socket.startConnect(host, port);
    unawaited(aborted.then((_) => task.cancel()));
    return task.socket;
  }
}

final class _Proxy {
  _Proxy(this.host, this.port, this._userInfo);

  static const _maxHeadBytes = 64 << 10;
  static final _form = RegExp(r'^PROXY\s+(?:([^@]*)@)?\[?([^\]]+?)\]?:(\d+)$', caseSensitive: false);

  /// The first of the list; null for a direct connection.
  static _Proxy? parse(String proxies) {
    final first = proxies.split(';').first.trim();
    if (first.toUpperCase() == 'DIRECT') {
      return null;
    }
    final match = _form.firstMatch(first);
    if (match == null) {
      throw const FormatException('findProxy must return "DIRECT" or "PROXY host:port"');
    }
    return _Proxy(match[2]!, int.parse(match[3]!), match[1]);
  }

  final String host;
  final int port;
  final String? _userInfo;

  /// Makes the proxy pass on all bytes (RFC 9110 §9.3.6).
  Future<void> tunnel(Socket socket, Uri url) async {
    final server = '${url.host.contains(':') ? '[${url.host}]' : url.host}:${url.port}';
    final login = switch (_userInfo) {
      final info? => 'Proxy-Authorization: Basic ${base64.encode(utf8.encode(Uri.decodeComponent(info)))}\r\n',
      null => '',
    };
    final answered = Completer<String>();
    final head = BytesBuilder();
    // SecureSocket takes it over.
    // ignore: cancel_subscriptions
    late final StreamSubscription<Uint8List> answer;
    void end(Object error) => answered.isCompleted ? null : answered.completeError(error);
    answer = socket.listen(
      (bytes) {
        head.add(bytes);
        final text = latin1.decode(head.toBytes());
        if (text.contains('\r\n\r\n') && !answered.isCompleted) {
          answer.pause();
          answered.complete(text);
        } else if (head.length > _maxHeadBytes) {
          end(const HttpException('the response of the proxy is too long'));
        }
      },
      onError: end,
      onDone: () => end(const HttpException('the proxy closed the connection')),
    );
    socket.add(latin1.encode('CONNECT $server HTTP/1.1\r\nHost: $server\r\n$login\r\n'));
    final status = (await answered.future).split('\r\n').first;
    if (!RegExp(r'^HTTP/1\.\d 2\d\d').hasMatch(status)) {
      throw HttpException('the proxy refused the connection: $status');
    }
  }
}
