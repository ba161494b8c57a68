import 'dart:io';

import 'package:pixverse_client/pixverse_client.dart';

Future<void> main() async {
  final settings = Platform.environment;
  final pixverse = Pixverse(
    apiKey: settings['SEGMIND_API_KEY']!,
    baseUrl: settings['PIXVERSE_BASE_URL'] ?? defaultServer,
  );
  final request = TextToVideoRequest(prompt: 'A paper boat on a rainy street');
  await pixverse.textToVideo(request, saveTo: 'boat.mp4');
}
