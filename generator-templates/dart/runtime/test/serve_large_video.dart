import 'dart:async';
import 'dart:convert';
import 'dart:io';
import 'dart:typed_data';

/// Responds to every request with as many megabytes as the path begins with, until it is killed.
Future<void> main() async {
  final server = await ServerSocket.bind(InternetAddress.loopbackIPv4, 0);
  stdout.writeln('http://127.0.0.1:${server.port}');
  await stdout.flush();
  final piece = Uint8List(64 << 10);
  await for (final socket in server) {
    final request = latin1.decode(await socket.first);
    final megabytes = int.parse(RegExp(r'^POST /(\d+)/').firstMatch(request)![1]!);
    final head = 'HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: ${megabytes << 20}\r\n\r\n';
    socket.add(latin1.encode(head));
    for (var i = 0; i < megabytes << 4; i++) {
      socket.add(piece);
      await socket.flush();
    }
    await socket.close();
  }
}
