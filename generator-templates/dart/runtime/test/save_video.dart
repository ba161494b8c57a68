import 'harness.dart';

/// Saves a video of the server to a target: the first and the second argument.
Future<void> main(List<String> arguments) => clientOf(arguments[0]).textToVideo(boat, saveTo: arguments[1]);
