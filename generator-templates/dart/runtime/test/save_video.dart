import 'harness.dart';

/// Saves a video of the server to a target: the first and the second argument. Without a target, reads all its bytes.
Future<void> main(List<String> arguments) async {
  final [url, ...targets] = arguments;
  if (targets case [final target]) {
    await clientOf(url).textToVideo(boat, saveTo: target);
  } else {
    await (await clientOf(url).textToVideo(boat)).readAsBytes();
  }
}
