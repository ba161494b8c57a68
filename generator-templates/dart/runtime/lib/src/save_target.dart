import 'dart:io';

const _maxLinks = 40;

/// Where a video is to be saved: links followed, parent folders there, writable as far as can be seen.
final class SaveTarget {
  SaveTarget._(this.path, {required this.isSpecial});

  /// The file that is written, or replaced.
  final String path;

  /// A pipe, a device or a descriptor of a process: it is written to, and never replaced.
  final bool isSpecial;

  /// Throws a [FileSystemException] if the target cannot be written, and an [ArgumentError] if no file can have its name.
  static Future<SaveTarget> resolve(String target) async {
    final path = await _followLinks(File(target).absolute.path, target);
    final type = await FileSystemEntity.type(path);
    if (type == FileSystemEntityType.directory) {
      throw FileSystemException('it must be a file, but is a folder', target);
    }
    if (type == FileSystemEntityType.notFound) {
      await File(path).parent.create(recursive: true);
      await _requirePossible(path);
      return SaveTarget._(path, isSpecial: false);
    }
    final isSpecial = type != FileSystemEntityType.file || _isDescriptor(path);
    if (!isSpecial) {
      // Only opening a file tells whether it can be written; it stays as it is.
      await (await File(path).open(mode: FileMode.append)).close();
    }
    return SaveTarget._(path, isSpecial: isSpecial);
  }

  /// Fails for other reasons than that there is no such file, such as a name that is too long.
  static Future<void> _requirePossible(String path) async {
    try {
      await File(path).length();
    } on PathNotFoundException {
      // It is still to be made.
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
