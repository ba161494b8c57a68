# frozen_string_literal: true

require "digest"
require "fileutils"
require "securerandom"
require "tmpdir"

module Pixverse
  # A hidden file that takes the place of the target once all bytes are on the disk. It is locked while it is written, so that
  # the next save to the same target can delete what a killed process left.
  class PartFile
    SUFFIX = ".part"
    HASH_LENGTH = 16
    private_constant :SUFFIX, :HASH_LENGTH

    attr_reader :path

    # Beside the path, with the permissions of the file that is there.
    def self.beside(path)
      folder = File.dirname(path)
      # Its length does not depend on the target's name, which may be as long as the file system allows.
      prefix = ".pixverse-#{Digest::SHA256.hexdigest(File.basename(path))[0, HASH_LENGTH]}-"
      delete_abandoned(folder, prefix)
      part = new(File.join(folder, "#{prefix}#{SecureRandom.uuid}#{SUFFIX}"), 0o666)
      part.copy_permissions(path)
      part
    end

    def self.in_temporary_folder
      new(File.join(Dir.tmpdir, ".pixverse-#{SecureRandom.uuid}#{SUFFIX}"), 0o600)
    end

    # Deletes files whose lock is free.
    def self.delete_abandoned(folder, prefix)
      Dir.each_child(folder) do |name|
        next unless name.start_with?(prefix) && name.end_with?(SUFFIX)

        File.open(File.join(folder, name), File::WRONLY) do |file|
          File.delete(file.path) if file.flock(File::LOCK_EX | File::LOCK_NB)
        end
      rescue SystemCallError
        # Its own process finishes or deletes it.
      end
    end
    private_class_method :delete_abandoned

    def initialize(path, permissions)
      @path = path
      @length = 0
      # An interrupt in between would leave a file that nobody deletes.
      Thread.handle_interrupt(Object => :never) do
        @file = File.open(path, File::CREAT | File::EXCL | File::RDWR | File::BINARY, permissions)
        lock
      end
      @file.sync = true
    end

    # Before a byte of the video is in the file.
    def copy_permissions(path)
      @file.chmod(File.stat(path).mode & 0o7777) if File.exist?(path)
    rescue SystemCallError
      discard
      raise
    end

    def write(bytes)
      @file.write(bytes)
      @length += bytes.bytesize
    end

    # Puts the file in the place of the path. It stays locked until then, because another process may delete it.
    def move_to(destination)
      @file.fsync
      File.rename(path, destination)
      close
      @path = destination
    end

    # Writes the bytes into what cannot be replaced.
    def copy_to(output)
      @file.rewind
      IO.copy_stream(@file, output)
      discard
    end

    # A copy in the temporary folder, to be continued there.
    def continue_in_temporary_folder
      copy = self.class.in_temporary_folder
      @file.rewind
      copy.take(@file, @length)
      discard
      copy
    rescue SystemCallError, IOError
      copy&.discard
      raise
    end

    # Keeps the bytes written so far, in a file that people see and that no later save deletes. Returns its path.
    def keep
      # The last write may have gone through in part.
      @file.truncate(@length)
      move_to(File.join(File.dirname(path), "pixverse-#{SecureRandom.uuid}.mp4"))
      path
    rescue SystemCallError, IOError
      # It keeps its hidden name.
      File.exist?(path) ? path : nil
    end

    def discard
      close
      FileUtils.rm_f(path)
    end

    protected

    def take(source, length)
      raise EOFError, "bytes of #{source.path} are missing" if IO.copy_stream(source, @file, length) < length

      @length = length
    end

    private

    def lock
      @file.flock(File::LOCK_EX | File::LOCK_NB)
    rescue SystemCallError, NotImplementedError
      # Some file systems have no locks; then an abandoned file may be deleted while it is in use.
    end

    def close
      @file.close
    rescue SystemCallError
      # Nothing is left to be written.
    end
  end
end
