import 'dart:async';
import 'dart:convert';
import 'dart:io';
import 'dart:typed_data';

/// Answers every connection with 200 MB, until it is killed.
Future<void> main() async {
  final server = await ServerSocket.bind(InternetAddress.loopbackIPv4, 0);
  stdout.writeln('http://127.0.0.1:${server.port}');
  await stdout.flush();
  final piece = Uint8List(1 << 20);
  await for (final socket in server) {
    socket.listen((_) {});
    socket.add(latin1.encode('HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: ${200 << 20}\r\n\r\n'));
    for (var i = 0; i < 200; i++) {
      socket.add(piece);
      await socket.flush();
    }
    await socket.close();
  }
}
