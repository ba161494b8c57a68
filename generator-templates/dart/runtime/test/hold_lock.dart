import 'dart:io';

/// Creates and locks a file until it is killed.
Future<void> main(List<String> arguments) async {
  final file = await File(arguments.single).open(mode: FileMode.write);
  await file.lock();
  stdout.writeln('locked');
  await stdout.flush();
  await Future<void>.delayed(const Duration(minutes: 2));
}
