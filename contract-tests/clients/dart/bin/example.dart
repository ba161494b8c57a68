import 'dart:io';

import 'package:pixverse_client/pixverse_client.dart';

Future<void> main() async {
  final settings = Platform.environment;
  final pixverse = PixverseApi(settings['SEGMIND_API_KEY']!, server: settings['PIXVERSE_BASE_URL'] ?? defaultServer);
  final video = await pixverse.textToVideo(TextToVideoRequest(prompt: 'A paper boat on a rainy street'));
  await File('boat.mp4').writeAsBytes(video);
}
