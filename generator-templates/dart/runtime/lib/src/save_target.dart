import 'dart:io';

const _maxLinks = 40;

/// Where a video is to be saved: links followed, parent folders there, writable as far as can be seen.
final class SaveTarget {
  SaveTarget._(this.path, {required this.isSpecial});

  /// The file that is written, or replaced.
  final String path;

  /// A pipe, a device or a descriptor of a process: it is written to, and never replaced.
  final bool isSpecial;

  /// Throws a [FileSystemException] if the target cannot be written.
  static Future<SaveTarget> resolve(String target) async {
    if (target.isEmpty || target.contains('\u0000')) {
      // Dart ignores what follows the null character.
      throw FileSystemException('it must be a path without null characters', target);
    }
    final path = await _followLinks(File(target).absolute.path, target);
    final type = await FileSystemEntity.type(path);
    if (type == FileSystemEntityType.directory) {
      throw FileSystemException('it must be a file, but is a folder', target);
    }
    if (type == FileSystemEntityType.notFound) {
      await File(path).parent.create(recursive: true);
      // Dart has no type for a device.
      return SaveTarget._(path, isSpecial: await _isThere(path));
    }
    final isSpecial = type != FileSystemEntityType.file || _isDescriptor(path);
    if (!isSpecial) {
      // Only opening a file tells whether it can be written; it stays as it is.
      await (await File(path).open(mode: FileMode.append)).close();
    }
    return SaveTarget._(path, isSpecial: isSpecial);
  }

  /// Fails if it cannot be told, for example because the name is too long.
  static Future<bool> _isThere(String path) async {
    try {
      await File(path).length();
      return true;
    } on PathNotFoundException {
      return false;
    }
  }

  /// A link stays a link, also one whose target is still to be made. Descriptors look like links to odd names.
  static Future<String> _followLinks(String start, String target) async {
    var path = start;
    for (var i = 0; i < _maxLinks; i++) {
      if (_isDescriptor(path) || !await FileSystemEntity.isLink(path)) {
        return path;
      }
      final link = await Link(path).target();
      path = File(link).isAbsolute ? link : '${File(path).parent.path}${Platform.pathSeparator}$link';
    }
    throw FileSystemException('it must not be a loop of links', target);
  }

  static bool _isDescriptor(String path) => path.startsWith('/proc/') || path.startsWith('/dev/');
}
