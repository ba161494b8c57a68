import 'dart:io';
import 'dart:typed_data';

import 'billing.dart';
import 'exceptions.dart';
import 'part_file.dart';
import 'save_target.dart';
import 'transfer.dart';

/// Saves one video to one target. Whatever fails but the network, the bytes of the video are kept.
final class VideoSaver {
  /// [target] is the path of a file.
  VideoSaver(this._target);

  final String _target;
  SaveTarget? _resolved;
  PartFile? _part;

  /// Why the bytes are not saved where they should be.
  Object? _problem;

  /// Creates the file before anything is sent, so that a target that cannot be written costs nothing.
  Future<void> reserve(String operation) async {
    try {
      _part = await _create();
    } on Object catch (e) {
      throw SaveFailedException(_reason(e), operation: operation, billing: Billing.notSent, cause: e);
    }
  }

  /// Deletes a file that was not used.
  Future<void> release() async {
    await _part?.discard();
    _part = null;
  }

  /// Saves all bytes of the transfer. If it breaks off, nothing is saved.
  Future<void> save(Transfer transfer) async {
    try {
      await _prepare(transfer);
      for (var bytes = await transfer.readSome(); bytes != null; bytes = await transfer.readSome()) {
        await _write(transfer, bytes);
      }
      if (_problem == null) {
        await _commit();
      }
      if (_problem != null) {
        await _keep(transfer, 'all its bytes are kept in ');
      }
    } finally {
      await release();
    }
  }

  Future<PartFile> _create() async {
    final resolved = _resolved = await SaveTarget.resolve(_target);
    return resolved.isSpecial ? PartFile.inTemporaryFolder() : PartFile.beside(resolved.path);
  }

  Future<void> _prepare(Transfer transfer) async {
    if (_part != null) {
      return;
    }
    try {
      _part = await _create();
    } on Object catch (e) {
      _problem = e;
      try {
        _part = await PartFile.inTemporaryFolder();
      } on FileSystemException {
        const outcome = 'it can still be read or saved to another place until it is closed';
        throw transfer.saveFailure('${_reason(e)}; $outcome', null, e);
      }
    }
  }

  /// Goes on in the temporary folder when the disk of the target fails.
  Future<void> _write(Transfer transfer, Uint8List bytes) async {
    try {
      await _part!.write(bytes);
    } on FileSystemException catch (e) {
      _problem ??= e;
      try {
        _part = await _part!.continueInTemporaryFolder();
        await _part!.write(bytes);
      } on FileSystemException {
        await _keep(transfer, 'the rest is lost; its first bytes are kept in ');
      }
    }
  }

  Future<void> _commit() async {
    final SaveTarget(:path, :isSpecial) = _resolved!;
    try {
      await (isSpecial ? _part!.copyTo(path) : _part!.moveTo(path));
      _part = null;
    } on FileSystemException catch (e) {
      _problem = e;
    }
  }

  Future<Never> _keep(Transfer transfer, String outcome) async {
    final kept = await _part!.keep();
    _part = null;
    throw transfer.saveFailure(
      '${_reason(_problem!)}; '
      '${kept == null ? 'the received bytes are lost, because their file has vanished' : '$outcome$kept'}',
      kept,
      _problem,
    );
  }

  String _reason(Object error) =>
      'the video cannot be saved to $_target: ${switch (error) {
        FileSystemException(:final message, osError: null) => message,
        FileSystemException(:final message, :final osError?) => '$message (${osError.message})',
        _ => '$error',
      }}';
}
