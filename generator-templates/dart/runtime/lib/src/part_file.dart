import 'dart:convert';
import 'dart:io';
import 'dart:math';
import 'dart:typed_data';

const _suffix = '.part';
const _bufferBytes = 64 << 10;
const _permissionBits = 0xfff;
final _random = Random.secure();

/// A file that takes the place of the target once all bytes are on the disk. It is locked while it is written, so that the next
/// save to the same target can delete what a killed process left.
final class PartFile {
  PartFile._(this._path, this._file, this._folder);

  String _path;
  final RandomAccessFile _file;

  /// The folder that has only this file; null if there is none.
  final Directory? _folder;
  var _length = 0;

  /// A hidden file beside the path, with the permissions of the file that is there.
  static Future<PartFile> beside(String path) async {
    final folder = File(path).parent.path;
    // Its length does not depend on the target's name, which may be as long as the file system allows.
    final prefix = '.pixverse-${_hash(path.substring(folder.length))}-';
    await _deleteAbandoned(folder, prefix);
    final part = await _create('$folder${Platform.pathSeparator}$prefix$pid-${_id()}$_suffix', null);
    try {
      await part._copyPermissions(path);
      return part;
    } on Object {
      await part.discard();
      rethrow;
    }
  }

  /// A file that nobody else can read.
  static Future<PartFile> inTemporaryFolder() async {
    final folder = await Directory.systemTemp.createTemp('pixverse-');
    return _create('${folder.path}${Platform.pathSeparator}video$_suffix', folder);
  }

  static Future<PartFile> _create(String path, Directory? folder) async {
    await File(path).create(exclusive: true);
    final file = await File(path).open(mode: FileMode.write);
    try {
      await file.lock();
    } on FileSystemException {
      // Some file systems have no locks; then an abandoned file may be deleted while it is in use.
    }
    return PartFile._(path, file, folder);
  }

  static String _id() => [for (var i = 0; i < 16; i++) _random.nextInt(256).toRadixString(16).padLeft(2, '0')].join();

  /// FNV-1a: what two names share is no more than the deletion of abandoned files.
  static String _hash(String name) {
    var hash = 0xcbf29ce484222325;
    for (final byte in utf8.encode(name)) {
      hash = (hash ^ byte) * 0x100000001b3;
    }
    return hash.toUnsigned(62).toRadixString(16);
  }

  /// Deletes the files of other processes whose lock is free. It must not try those of its own process: on POSIX systems,
  /// closing a file releases all locks that the process has on it, those of other isolates included.
  static Future<void> _deleteAbandoned(String folder, String prefix) async {
    await for (final entity in Directory(folder).list(followLinks: false)) {
      final name = entity.path.substring(entity.path.lastIndexOf(Platform.pathSeparator) + 1);
      final isAbandoned =
          entity is File && name.startsWith(prefix) && name.endsWith(_suffix) && !name.startsWith('$prefix$pid-');
      if (isAbandoned) {
        await _deleteUnlocked(entity);
      }
    }
  }

  static Future<void> _deleteUnlocked(File file) async {
    try {
      final opened = await file.open(mode: FileMode.append);
      try {
        await opened.lock();
        await file.delete();
      } finally {
        await opened.close();
      }
    } on FileSystemException {
      // Its own process finishes or deletes it.
    }
  }

  /// Before a byte of the video is in the file. Dart has no function for it.
  Future<void> _copyPermissions(String path) async {
    final there = await FileStat.stat(path);
    final mode = there.mode & _permissionBits;
    if (Platform.isWindows ||
        there.type != FileSystemEntityType.file ||
        mode == (await FileStat.stat(_path)).mode & _permissionBits) {
      return;
    }
    final chmod = await Process.run('chmod', [mode.toRadixString(8), _path]);
    if (chmod.exitCode != 0) {
      throw FileSystemException('its permissions cannot be kept: ${chmod.stderr}', path);
    }
  }

  /// Appends the bytes.
  Future<void> write(Uint8List bytes) async {
    // Each write copies what it writes, and there may be megabytes at once.
    for (var at = 0; at < bytes.length; at += _bufferBytes) {
      await _file.writeFrom(bytes, at, min(at + _bufferBytes, bytes.length));
    }
    _length += bytes.length;
  }

  /// Puts the file in the place of the path. It stays locked until then, because another process may delete it.
  Future<void> moveTo(String destination) async {
    await _file.flush();
    if (Platform.isWindows) {
      // Windows does not move an open file.
      await _close();
    }
    await File(_path).rename(destination);
    _path = destination;
    await _close();
  }

  /// Writes the bytes into what cannot be replaced.
  Future<void> copyTo(String special) async {
    final output = await File(special).open(mode: FileMode.writeOnly);
    try {
      await _read(output.writeFrom);
    } finally {
      await output.close();
    }
    await discard();
  }

  /// A copy in the temporary folder, to be continued there.
  Future<PartFile> continueInTemporaryFolder() async {
    final copy = await inTemporaryFolder();
    try {
      await _read(copy.write);
    } on Object {
      await copy.discard();
      rethrow;
    }
    await discard();
    return copy;
  }

  /// Passes on the bytes written so far.
  Future<void> _read(Future<void> Function(Uint8List bytes) write) async {
    final source = await File(_path).open();
    try {
      for (var left = _length; left > 0;) {
        final bytes = await source.read(min(left, _bufferBytes));
        if (bytes.isEmpty) {
          throw FileSystemException('its bytes are missing', _path);
        }
        await write(bytes);
        left -= bytes.length;
      }
    } finally {
      await source.close();
    }
  }

  /// Keeps the bytes written so far, in a file that people see and that no later save deletes. Returns its path; null if
  /// it was deleted.
  Future<String?> keep() async {
    try {
      // The last write may have gone through in part.
      await _file.truncate(_length);
      await moveTo('${File(_path).parent.path}${Platform.pathSeparator}pixverse-${_id()}.mp4');
    } on FileSystemException {
      // It keeps its hidden name.
      await _close();
    }
    return File(_path).existsSync() ? _path : null;
  }

  /// Deletes the file.
  Future<void> discard() async {
    await _close();
    try {
      await File(_path).delete();
      await _folder?.delete();
    } on FileSystemException {
      // The next save to the same target deletes it.
    }
  }

  Future<void> _close() async {
    try {
      await _file.close();
    } on FileSystemException {
      // Nothing is left to be written, or it is closed already.
    }
  }
}
