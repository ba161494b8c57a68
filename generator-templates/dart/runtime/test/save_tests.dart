import 'dart:convert';
import 'dart:io';

import 'package:pixverse_client/pixverse_client.dart';

import 'harness.dart';

/// An empty folder that is deleted at the end of the test.
Directory _folder() {
  final folder = Directory.systemTemp.createTempSync('pixverse-test-');
  addCleanUp(() => folder.deleteSync(recursive: true));
  return folder;
}

List<String> _names(Directory folder) =>
    [for (final one in folder.listSync()) one.path.substring(folder.path.length + 1)]..sort();

Future<Video> _save(String target, [List<int>? bytes]) async {
  final server = await LoopbackServer.start(bytes: bytes ?? videoResponse());
  return clientOf(server.url).textToVideo(boat, saveTo: target);
}

/// The failure of a save, whose kept bytes are deleted at the end of the test.
Future<SaveFailedException> _failure(Future<Object?> Function() save) async {
  final failure = await failureOf<SaveFailedException>(save);
  expectFailure(failure, Billing.billed, 200);
  final kept = File(failure.savedTo!);
  addCleanUp(() => kept.existsSync() ? kept.deleteSync() : null);
  expectEqual(kept.readAsBytesSync(), mp4);
  expectContains(failure.message, 'all its bytes are kept in ${kept.path}');
  return failure;
}

String _permissions(String path) => FileStat.statSync(path).modeString();

/// A program of this folder.
String _program(String name) => Platform.script.resolve(name).toFilePath();

/// Whether this system has such a file.
bool _exists(String path) {
  try {
    // Dart has no type for a device.
    return Directory(path).existsSync() || File(path).lengthSync() >= 0;
  } on FileSystemException {
    return false;
  }
}

/// Saving to files.
void addSaveTests() {
  test('missing folders are made', () async {
    final folder = _folder();
    final video = await _save('${folder.path}/new/folder/boat.mp4');
    expectEqual(File('${folder.path}/new/folder/boat.mp4').readAsBytesSync(), mp4);
    expectEqual(_names(Directory('${folder.path}/new/folder')), ['boat.mp4']);
    expectEqual([video.metadata.status, video.isClosed], [200, true]);
  });

  test('a video is saved after the call', () async {
    final folder = _folder();
    final server = await LoopbackServer.start(bytes: videoResponse());
    final video = await clientOf(server.url).textToVideo(boat);
    await video.saveTo('${folder.path}/boat.mp4');
    expectEqual(File('${folder.path}/boat.mp4').readAsBytesSync(), mp4);
    await failureOf<StateError>(() => video.saveTo('${folder.path}/other.mp4'));
    expectEqual(_names(folder), ['boat.mp4']);
  });

  test('a path may be relative', () async {
    final folder = _folder();
    final before = Directory.current;
    addCleanUp(() => Directory.current = before);
    Directory.current = folder;
    await _save('boat.mp4');
    expectEqual(_names(folder), ['boat.mp4']);
  });

  test('a file that is replaced keeps its permissions and its link', () async {
    final folder = _folder();
    final path = '${folder.path}/boat.mp4';
    File(path).writeAsStringSync('before');
    Process.runSync('chmod', ['640', path]);
    Link('${folder.path}/link').createSync('boat.mp4');
    Link('${folder.path}/dangling').createSync('sub/new.mp4');
    await _save('${folder.path}/link');
    expectEqual(File(path).readAsBytesSync(), mp4);
    expectEqual(_permissions(path), 'rw-r-----');
    await _save('${folder.path}/dangling');
    expectEqual(File('${folder.path}/sub/new.mp4').readAsBytesSync(), mp4);
    expectEqual(_names(folder), ['boat.mp4', 'dangling', 'link', 'sub']);
    expectTrue(FileSystemEntity.isLinkSync('${folder.path}/link'), 'the link stays');
  });

  test('a target that cannot be written is found before anything is sent', () async {
    final folder = _folder();
    File('${folder.path}/file').writeAsStringSync('');
    Link('${folder.path}/loop').createSync('loop');
    for (final target in [
      folder.path,
      '${folder.path}/',
      '${folder.path}/file/boat.mp4',
      '${folder.path}/loop',
      '${folder.path}/${'x' * 300}',
      '',
      'a\u0000b',
      for (final odd in ['/proc/none/boat.mp4', '/proc/boat.mp4', '/dev', '/proc'])
        if (_exists('/proc')) odd,
    ]) {
      final server = await LoopbackServer.start(bytes: videoResponse());
      final failure = await failureOf<SaveFailedException>(
        () => clientOf(server.url).textToVideo(boat, saveTo: target),
      );
      expectFailure(failure, Billing.notSent, null);
      expectEqual([failure.savedTo, server.connections], [null, 0], target);
    }
    expectEqual(_names(folder), ['file', 'loop']);
  });

  test('a video that is cut off leaves the target as it was', () async {
    final folder = _folder();
    final path = '${folder.path}/boat.mp4';
    File(path).writeAsStringSync('before');
    final failure = await failureOf<ConnectionException>(() => _save(path, cutVideoResponse()));
    expectFailure(failure, Billing.billed, 200);
    expectEqual(
      [File(path).readAsStringSync(), _names(folder)],
      [
        'before',
        ['boat.mp4'],
      ],
    );
  });

  test('a call that is refused leaves nothing', () async {
    final folder = _folder();
    await failureOf<BadRequestException>(() => _save('${folder.path}/boat.mp4', textResponse(400, 'no')));
    expectEqual(_names(folder), <String>[]);
  });

  test('a save that is cancelled leaves nothing', () async {
    final folder = _folder();
    final server = await LoopbackServer.start(
      answer:
          (socket, _) async => socket.add(
            latin1.encode('HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 20\r\n\r\n12345678'),
          ),
    );
    final token = CancelToken();
    final call = failureOf<CancelledException>(
      () => clientOf(server.url).textToVideo(boat, saveTo: '${folder.path}/boat.mp4', cancelToken: token),
    );
    await waitUntil(() => folder.listSync().any((file) => file.statSync().size == 8));
    token.cancel();
    expectEqual((await call).billing, Billing.billed);
    expectEqual(_names(folder), <String>[]);
  });

  test('a device is written to', () async {
    if (_exists('/dev/null')) {
      await _save('/dev/null');
      expectEqual(FileSystemEntity.typeSync('/dev/null'), FileSystemEntityType.notFound, 'the type of a device');
      expectEqual(File('/dev/null').readAsBytesSync(), <int>[], 'the device');
    }
  });

  test('a descriptor is written to', () async {
    if (_exists('/proc/self/fd')) {
      final folder = _folder();
      final path = '${folder.path}/boat.mp4';
      final server = await LoopbackServer.start(bytes: videoResponse());
      final saving = await Process.run('sh', [
        '-c',
        r'exec "$0" "$1" "$2" /proc/self/fd/3 3> "$3"',
        Platform.resolvedExecutable,
        _program('save_video.dart'),
        server.url,
        path,
      ]);
      expectEqual(saving.exitCode, 0, '${saving.stderr}');
      expectEqual(File(path).readAsBytesSync(), mp4);
    }
  });

  test('a full device keeps the bytes', () async {
    if (_exists('/dev/full')) {
      await _failure(() => _save('/dev/full'));
    }
  });

  test('a pipe is written to', () async {
    final folder = _folder();
    final path = '${folder.path}/pipe';
    expectEqual(Process.runSync('mkfifo', [path]).exitCode, 0, 'mkfifo');
    final reader = Process.run('cat', [path], stdoutEncoding: null);
    await _save(path);
    expectEqual((await reader).stdout as List<int>, mp4);
    expectEqual(FileSystemEntity.typeSync(path), FileSystemEntityType.pipe);
  });

  test('a target that becomes a folder keeps the bytes beside it', () async {
    final folder = _folder();
    final path = '${folder.path}/boat.mp4';
    final server = await LoopbackServer.start(
      answer: (socket, _) async {
        Directory(path).createSync();
        socket.add(videoResponse());
        await socket.flush();
        await socket.close();
      },
    );
    final failure = await _failure(() => clientOf(server.url).textToVideo(boat, saveTo: path));
    expectEqual(File(failure.savedTo!).parent.path, folder.path);
  });

  test('a folder that cannot be made after the call keeps the bytes', () async {
    final folder = _folder();
    File('${folder.path}/file').writeAsStringSync('');
    final server = await LoopbackServer.start(bytes: videoResponse());
    final video = await clientOf(server.url).textToVideo(boat);
    await _failure(() => video.saveTo('${folder.path}/file/boat.mp4'));
  });

  test('a disk that fills up keeps the bytes in the temporary folder', () async {
    final folder = _folder();
    final server = await LoopbackServer.start(
      answer: (socket, _) async {
        final bytes = videoResponse();
        for (var at = 0; at < bytes.length; at += 70) {
          socket.add(bytes.sublist(at, at + 70 > bytes.length ? bytes.length : at + 70));
          await socket.flush();
          await Future<void>.delayed(const Duration(milliseconds: 50));
        }
        await socket.close();
      },
    );
    final failure = await IOOverrides.runZoned(
      () => _failure(() => clientOf(server.url).textToVideo(boat, saveTo: '${folder.path}/boat.mp4')),
      createFile: (path) {
        final file = _real(path);
        return path.startsWith(folder.path) && path.endsWith('.part') ? _FillingFile(file) : file;
      },
    );
    expectContains(failure.message, 'no space left');
    expectEqual(_names(folder), <String>[]);
  });

  test('what a killed process left is deleted, but no file in use', () async {
    final folder = _folder();
    final target = '${folder.path}/boat.mp4';
    await _save(target, textResponse(400, 'no')).catchError((Object _) => _save(target));
    final prefix = await _prefixOf(target);
    File('${folder.path}/${prefix}1-abandoned.part').createSync();
    final locked = '${folder.path}/${prefix}2-locked.part';
    final own = '${folder.path}/$prefix$pid-own.part';
    File(own).createSync();
    // Locks belong to processes.
    final holder = await Process.start(Platform.resolvedExecutable, [
      _program('hold_lock.dart'),
      locked,
    ]);
    await holder.stdout.first;
    await _save(target);
    holder.kill();
    await holder.exitCode;
    expectEqual(
      _names(folder),
      [
        for (final path in [locked, own]) path.substring(folder.path.length + 1),
        'boat.mp4',
      ]..sort(),
    );
  });

  test('a save of 200 MB stays below 64 MB of memory', () async {
    final folder = _folder();
    final server = await Process.start(Platform.resolvedExecutable, [_program('serve_large_video.dart')]);
    addCleanUp(server.kill);
    final url = await server.stdout.transform(utf8.decoder).transform(const LineSplitter()).first;
    // Compiled before, because the compiler needs more memory than the client.
    final program = '${folder.path}/save_video.dill';
    await Process.run(Platform.resolvedExecutable, ['compile', 'kernel', _program('save_video.dart'), '-o', program]);
    Future<ProcessResult> runWithin64Mb(List<String> arguments) =>
        Process.run(Platform.resolvedExecutable, ['--old_gen_heap_size=64', program, '$url/200', ...arguments]);

    final target = '${folder.path}/boat.mp4';
    final saved = await runWithin64Mb([target]);
    expectTrue(saved.exitCode == 0, '${saved.stderr}');
    expectEqual(File(target).lengthSync(), 200 << 20);
    // The limit holds: all bytes at once are too many.
    expectContains('${(await runWithin64Mb([])).stderr}', 'Exhausted heap space');
  });
}

/// How the files for this target start.
Future<String> _prefixOf(String target) async {
  late final String name;
  final server = await LoopbackServer.start(
    answer: (socket, _) async {
      name = _names(File(target).parent).firstWhere((name) => name.endsWith('.part'));
      socket.add(textResponse(400, 'no'));
      await socket.flush();
      await socket.close();
    },
  );
  await failureOf<BadRequestException>(() => clientOf(server.url).textToVideo(boat, saveTo: target));
  return name.substring(0, name.indexOf('$pid-'));
}

/// Not that of the overrides.
File _real(String path) => IOOverrides.runWithIOOverrides(() => File(path), _NoOverrides());

base class _NoOverrides extends IOOverrides {}

/// Has no space after the first bytes, of which the last go through in part.
final class _FillingFile implements File {
  _FillingFile(this._file);

  final File _file;

  @override
  String get path => _file.path;

  @override
  Directory get parent => _file.parent;

  @override
  Future<File> create({bool recursive = false, bool exclusive = false}) =>
      _file.create(recursive: recursive, exclusive: exclusive);

  @override
  Future<RandomAccessFile> open({FileMode mode = FileMode.read}) async {
    final opened = await _file.open(mode: mode);
    return mode == FileMode.read ? opened : _FillingAccess(opened);
  }

  @override
  Future<FileSystemEntity> delete({bool recursive = false}) => _file.delete(recursive: recursive);

  @override
  Object? noSuchMethod(Invocation invocation) => super.noSuchMethod(invocation);
}

final class _FillingAccess implements RandomAccessFile {
  _FillingAccess(this._file);

  final RandomAccessFile _file;
  var _writes = 0;

  @override
  Future<RandomAccessFile> writeFrom(List<int> buffer, [int start = 0, int? end]) async {
    if (_writes++ > 0) {
      await _file.writeFrom(buffer, 0, 2);
      throw const FileSystemException('no space left');
    }
    return _file.writeFrom(buffer);
  }

  @override
  Future<RandomAccessFile> lock([FileLock mode = FileLock.exclusive, int start = 0, int end = -1]) =>
      _file.lock(mode, start, end);

  @override
  Future<void> close() => _file.close();

  @override
  Object? noSuchMethod(Invocation invocation) => super.noSuchMethod(invocation);
}
