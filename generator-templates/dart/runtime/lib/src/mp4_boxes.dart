import 'dart:convert';
import 'dart:math';
import 'dart:typed_data';

const _fileType = 'ftyp';

/// No MP4 file plays without both.
const _needed = {'moov', 'mdat'};
const _typeOffset = 4;
const _shortHeader = 8;
const _longHeader = 16;

/// Follows the top-level boxes of an MP4 file (ISO/IEC 14496-12 §4.2) as its bytes pass by, to tell a whole file from one that
/// was cut where no length was announced.
final class Mp4Boxes {
  final _types = <String>{};
  final _header = Uint8List(_longHeader);
  var _headerLength = 0;

  /// Bytes of the current box that are still to come; null: the box goes on to the end of the file.
  int? _remaining = 0;
  var _isMp4 = true;

  /// Whether a file starts as every MP4 file does.
  static bool isMp4(Uint8List start) =>
      start.length >= _shortHeader && latin1.decode(start.sublist(_typeOffset, _shortHeader)) == _fileType;

  /// Follows these bytes.
  void add(Uint8List bytes) {
    var at = 0;
    while (_isMp4 && at < bytes.length) {
      final remaining = _remaining;
      if (remaining == null) {
        return;
      }
      if (remaining > 0) {
        final skipped = min(remaining, bytes.length - at);
        _remaining = remaining - skipped;
        at += skipped;
      } else {
        _header[_headerLength++] = bytes[at++];
        _readHeader();
      }
    }
  }

  /// Whether the bytes so far may be a whole file; always true for what is no MP4 file and cannot be judged.
  bool get mayBeWhole => !_isMp4 || _headerLength == 0 && (_remaining ?? 0) == 0 && _types.containsAll(_needed);

  void _readHeader() {
    if (_headerLength < _shortHeader) {
      return;
    }
    final header = ByteData.sublistView(_header);
    var size = header.getUint32(0);
    if (size == 1) {
      if (_headerLength < _longHeader) {
        return;
      }
      // Negative if it is beyond all files.
      size = header.getInt64(_shortHeader);
      if (size == 0) {
        size = -1;
      }
    }
    final type = latin1.decode(_header.sublist(_typeOffset, _shortHeader));
    _isMp4 = _types.isNotEmpty || type == _fileType;
    _types.add(type);
    _remaining = size == 0 ? null : size - _headerLength;
    _isMp4 &= size == 0 || size >= _headerLength;
    _headerLength = 0;
  }
}
