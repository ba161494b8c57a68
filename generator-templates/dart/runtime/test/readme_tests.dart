import 'dart:convert';
import 'dart:io';

import 'package:pixverse_client/pixverse_client.dart';

import 'harness.dart';

final _package = Platform.script.resolve('..');
const _separator = '=== next program';
final _snippet = RegExp(r'^```dart\n(.*?)^```$', multiLine: true, dotAll: true);

/// Runs the programs of the README one after the other, in one process. Returns their output and the videos that they save.
Future<(List<String> outputs, List<String> files)> _run(LoopbackServer server, {int? only}) async {
  final folder = Directory.systemTemp.createTempSync('pixverse-readme-');
  addCleanUp(() => folder.deleteSync(recursive: true));
  final readme = File.fromUri(_package.resolve('README.md')).readAsStringSync();
  final snippets = [
    for (final (number, match) in _snippet.allMatches(readme).indexed)
      if (only == null || number == only) match[1]!,
  ];
  for (final (number, snippet) in snippets.indexed) {
    File('${folder.path}/snippet$number.dart').writeAsStringSync(snippet);
  }
  final numbers = Iterable<int>.generate(snippets.length);
  final all = File('${folder.path}/all.dart')..writeAsStringSync(
    [
      for (final number in numbers) "import 'snippet$number.dart' as snippet$number;",
      'Future<void> main() async {',
      for (final number in numbers) ...[
        'await Future.sync(snippet$number.main as dynamic Function());',
        "print('$_separator');",
      ],
      '}',
    ].join('\n'),
  );
  final result = await Process.run(
    Platform.resolvedExecutable,
    ['--packages=${_package.resolve('.dart_tool/package_config.json').toFilePath()}', all.path],
    workingDirectory: folder.path,
    environment: {'PIXVERSE_BASE_URL': server.url, 'SEGMIND_API_KEY': key},
    stdoutEncoding: utf8,
    stderrEncoding: utf8,
  );
  expectEqual(result.exitCode, 0, '${result.stdout}${result.stderr}');
  final files = [
    for (final file in folder.listSync(recursive: true))
      if (file.path.endsWith('.mp4')) file.path.substring(folder.path.length + 1),
  ]..sort();
  return ('${result.stdout}'.split('$_separator\n')..removeLast(), files);
}

/// The programs of the README.
void addReadmeTests() {
  test('the programs of the README run', () async {
    final server = await LoopbackServer.start(bytes: videoResponse(['x-cost: 0.45']));
    final (outputs, files) = await _run(server);
    expectEqual(files, ['boat.mp4', 'streamed.mp4', 'videos/boat.mp4']);
    expectEqual(
      outputs[1],
      'duration 8 and quality "1080p" must not be combined: 1080p is available at 5 seconds only\n',
    );
    expectEqual(outputs[3], 'null\n0.45\n${mp4.length}\n');
    expectEqual(outputs[5], 'Billing.notSent\n');
    expectEqual([outputs.length, server.requests.length], [7, 6]);
    expectLacks(outputs.join(), key);
  });

  test('the programs of the README show a refusal', () async {
    final server = await LoopbackServer.start(bytes: textResponse(400, 'no'));
    final (outputs, _) = await _run(server, only: 2);
    expectEqual(outputs.single, 'textToVideo: 400: no [NOT_BILLED: ${Billing.notBilled.meaning}]\n');
  });
}
