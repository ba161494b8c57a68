/// Reads calls from standard input, one per line, executes them with the generated client, and prints the outcome of each.
library;

import 'dart:convert';
import 'dart:io';
import 'dart:typed_data';

import 'package:pixverse_client/pixverse_client.dart';

typedef Json = Map<String, Object?>;

Future<Uint8List> call(PixverseApi api, Json input) {
  final request = input['request']! as Json;
  final seconds = input['timeoutSeconds'] as num?;
  final silence = seconds == null ? null : Duration(milliseconds: (seconds * 1000).round());
  return switch (input['operation']) {
    'textToVideo' => api.textToVideo(TextToVideoRequest.fromJson(request), silence: silence),
    'imageToVideo' => api.imageToVideo(ImageToVideoRequest.fromJson(request), silence: silence),
    'generateV5Video' => api.generateV5Video(V5VideoRequest.fromJson(request), silence: silence),
    'extendV5Video' => api.extendV5Video(V5ExtendRequest.fromJson(request), silence: silence),
    'generateV6Video' => api.generateV6Video(V6VideoRequest.fromJson(request), silence: silence),
    final unknown => throw StateError('no operation $unknown'),
  };
}

Future<Json> outcome(PixverseApi api, Json input) async {
  try {
    final video = await call(api, input);
    return {'outcome': 'VIDEO', 'status': 200, 'bytes': video.length};
  } on ArgumentError catch (e) {
    return {'outcome': 'NOT_SENT', 'message': '$e'};
  } on ResponseException catch (e) {
    return {'outcome': 'REFUSED', 'status': e.status, 'message': '$e'};
  } on ConnectionException catch (e) {
    return {'outcome': 'FAILED', 'message': '$e'};
  }
}

Future<void> main() async {
  final settings = Platform.environment;
  final api = PixverseApi(settings['SEGMIND_API_KEY']!, server: settings['PIXVERSE_BASE_URL']!);
  await show({
    'timeLimits': timeLimits.map((path, limit) => MapEntry(path, limit.inMicroseconds / Duration.microsecondsPerSecond)),
  });
  await for (final line in stdin.transform(utf8.decoder).transform(const LineSplitter())) {
    await show(await outcome(api, jsonDecode(line) as Json));
  }
}

Future<void> show(Json value) {
  stdout.writeln(jsonEncode(value));
  return stdout.flush();
}
