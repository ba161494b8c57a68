# frozen_string_literal: true

require_relative "part_file"
require_relative "save_target"

module Pixverse
  # Saves one video to one target. Whatever fails but the network, the bytes of the video are kept.
  class VideoSaver
    FILE_FAILURES = [SystemCallError, IOError, ArgumentError].freeze
    private_constant :FILE_FAILURES

    # +target+ is a path, or anything with +write+.
    def initialize(target)
      @io = target unless path?(target)
      @target = @io ? target : File.path(target)
    end

    # Creates the file before anything is sent, so that a target that cannot be written costs nothing.
    def reserve(operation)
      @part = create
    rescue *FILE_FAILURES => e
      raise SaveFailedError.new(reason(e), operation: operation.id, billing: :not_sent)
    end

    # Deletes a file that was not used.
    def release
      @part&.discard
      @part = nil
    end

    # Yields a block that takes the bytes. If that raises, nothing is saved.
    def save(transfer)
      prepare(transfer)
      yield(lambda do |bytes|
        write(transfer, bytes)
        # Frees the memory now, not when the garbage collector gets to it.
        bytes.clear
      end)
      commit unless @problem
      keep(transfer, "all its bytes are kept in ") if @problem
    ensure
      release
    end

    private

    # A Pathname can write as well, and a File has a path as well.
    def path?(target)
      return true if target.is_a?(String) || (target.respond_to?(:to_path) && !target.respond_to?(:to_io))
      return false if target.respond_to?(:write)

      raise ArgumentError, "target must be a path or an IO, but was a #{target.class}"
    end

    def create
      return PartFile.in_temporary_folder if @io

      @resolved = SaveTarget.resolve(@target)
      @resolved.special? ? PartFile.in_temporary_folder : PartFile.beside(@resolved.path)
    end

    def prepare(transfer)
      @part ||= create
    rescue *FILE_FAILURES => e
      @problem = e
      begin
        @part = PartFile.in_temporary_folder
      rescue *FILE_FAILURES
        raise transfer.save_failure("#{reason(e)}; it can still be read or saved to another place until it is closed", nil)
      end
    end

    # Goes on in the temporary folder when the disk of the target fails.
    def write(transfer, bytes)
      @part.write(bytes)
    rescue SystemCallError, IOError => e
      @problem ||= e
      move_on(transfer, bytes)
    end

    def move_on(transfer, bytes)
      @part = @part.continue_in_temporary_folder
      @part.write(bytes)
    rescue SystemCallError, IOError
      keep(transfer, "the rest is lost; its first bytes are kept in ")
    end

    def commit
      if @io
        @part.copy_to(@io)
      elsif @resolved.special?
        File.open(@resolved.path, "wb") { |file| @part.copy_to(file) }
      else
        @part.move_to(@resolved.path)
      end
      @part = nil
    # An IO of the caller raises what it likes; the video must not be lost for it.
    rescue StandardError => e
      @problem = e
    end

    def keep(transfer, outcome)
      kept = @part.keep
      @part = nil
      outcome = kept ? "#{outcome}#{kept}" : "the received bytes are lost, because their file has vanished"
      raise transfer.save_failure("#{reason(@problem)}; #{outcome}", kept), cause: @problem
    end

    def reason(error)
      "the video cannot be saved to #{@io ? "the #{@io.class}" : @target}: #{error.message}"
    end
  end
end
