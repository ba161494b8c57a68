# frozen_string_literal: true

module Pixverse
  # Follows the top-level boxes of an MP4 file (ISO/IEC 14496-12 §4.2) as its bytes pass by, to tell a whole file from one that
  # was cut where no length was announced.
  class Mp4Boxes
    FILE_TYPE = "ftyp"
    # No MP4 file plays without both.
    NEEDED = %w[moov mdat].freeze
    SHORT_HEADER = 8
    LONG_HEADER = 16
    private_constant :FILE_TYPE, :NEEDED, :LONG_HEADER

    # Whether a file starts as every MP4 file does.
    def self.mp4?(start)
      start.byteslice(4, 4) == FILE_TYPE
    end

    def initialize
      @types = []
      @header = String.new(encoding: Encoding::BINARY)
      # Bytes of the current box that are still to come; nil: the box goes on to the end of the file.
      @remaining = 0
      @mp4 = true
    end

    def <<(bytes)
      at = 0
      while @mp4 && @remaining && at < bytes.bytesize
        if @remaining.positive?
          skipped = [@remaining, bytes.bytesize - at].min
          @remaining -= skipped
        else
          skipped = [header_length - @header.bytesize, bytes.bytesize - at].min
          @header << bytes.byteslice(at, skipped)
          read_header if @header.bytesize == header_length
        end
        at += skipped
      end
      self
    end

    # Whether the bytes so far may be a whole file; always true for what is no MP4 file and cannot be judged.
    def maybe_whole?
      !@mp4 || (@header.empty? && (@remaining.nil? || @remaining.zero?) && (NEEDED - @types).empty?)
    end

    private

    def header_length
      @header.bytesize >= SHORT_HEADER && @header.unpack1("N") == 1 ? LONG_HEADER : SHORT_HEADER
    end

    def read_header
      size, type, long_size = @header.unpack("Na4Q>")
      @mp4 &&= !@types.empty? || type == FILE_TYPE
      @types |= [type]
      size = long_size if size == 1
      @remaining = size.zero? ? nil : size - @header.bytesize
      @mp4 &&= @remaining.nil? || @remaining >= 0
      @header.clear
    end
  end
end
