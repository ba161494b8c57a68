import 'dart:async';
import 'dart:typed_data';

import 'transfer.dart';
import 'video_metadata.dart';
import 'video_saver.dart';

/// A finished video whose bytes are still to be received. The call is billed, so make sure to get them: read them once, by
/// [saveTo], [stream] or [readAsBytes], which also close the video. Closing it without reading loses what was not received.
final class Video {
  /// The client makes it.
  Video._(Transfer transfer)
    : metadata = transfer.metadata,
      contentType = transfer.contentType,
      contentLength = transfer.length,
      _transfer = (() => transfer);

  /// What the headers of the response say about the call.
  final VideoMetadata metadata;

  /// The media type that the service gave, such as "video/mp4"; empty if it gave none.
  final String contentType;

  /// How many bytes the service announced; null if it did not say.
  final int? contentLength;

  final Transfer Function() _transfer;
  var _isOpened = false;

  /// Whether the video was read or closed.
  bool get isClosed => _isOpened;

  /// The bytes as they come, in lists of the type [Uint8List], without holding them in memory. The stream fails with a `ConnectionException` or a
  /// `CallTimeoutException` if they are not all. Cancelling the subscription closes the video; while it is paused, nothing is
  /// received.
  Stream<List<int>> get stream {
    late final StreamController<List<int>> controller;
    late final StreamSubscription<Uint8List> chunks;
    controller = StreamController(
      onListen:
          () =>
              chunks = _receive().listen(
                controller.add,
                onError: controller.addError,
                onDone: () => unawaited(controller.close()),
              ),
      onPause: () => chunks.pause(),
      onResume: () => chunks.resume(),
      onCancel: () {
        // Wakes the reader, which could wait for bytes otherwise; nobody gets its error.
        close();
        chunks.cancel().ignore();
      },
    );
    return controller.stream;
  }

  /// All bytes. For videos of unknown size, [saveTo] or [stream] is safer.
  Future<Uint8List> readAsBytes() async {
    final all = BytesBuilder(copy: false);
    await _receive().forEach(all.add);
    return all.takeBytes();
  }

  /// Saves the video to the path of a file without holding it in memory.
  ///
  /// The bytes go to a hidden file beside the path, which takes its place, that of an existing file included, once all bytes are
  /// on the disk; it keeps that file's permissions. Missing parent folders are made, links are followed, and pipes and devices
  /// are written to.
  ///
  /// If the target fails, a `SaveFailedException` names the file in which the bytes are kept. If the transfer fails, the target
  /// is as it was before.
  Future<void> saveTo(String path) => _save(VideoSaver(path));

  /// Frees the connection; bytes that were not received are lost. Whoever reads the video gets a `ConnectionException`.
  void close() {
    _isOpened = true;
    _transfer().close();
  }

  Future<void> _save(VideoSaver saver) async {
    _open();
    try {
      await saver.save(_transfer());
    } finally {
      _transfer().close();
    }
  }

  Stream<Uint8List> _receive() async* {
    _open();
    try {
      for (var bytes = await _transfer().readSome(); bytes != null; bytes = await _transfer().readSome()) {
        yield bytes;
      }
    } finally {
      _transfer().close();
    }
  }

  void _open() {
    if (_isOpened) {
      throw StateError('the video was read or closed before; its bytes come only once');
    }
    _isOpened = true;
  }

  @override
  String toString() => 'Video($contentType, ${contentLength ?? 'unknown'} bytes, request id ${metadata.requestId})';
}

/// Makes a video of a transfer.
Video videoOf(Transfer transfer) => Video._(transfer);

/// Saves a video to a target that was checked before.
Future<void> saveVideo(Video video, VideoSaver saver) => video._save(saver);
