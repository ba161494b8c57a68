# frozen_string_literal: true

require_relative "deadline_socket"

module Pixverse
  # The head of a response, and its body, which is still to be read.
  class Response
    PARTIAL_CONTENT = 206
    NO_BODY = [204, 304].freeze
    private_constant :PARTIAL_CONTENT, :NO_BODY

    attr_reader :status, :body

    # The values by the name in lower case.
    attr_reader :headers

    def initialize(head, socket)
      @status = head.code.to_i
      @headers = head.to_hash
      @body = ResponseBody.new(socket, NO_BODY.include?(@status) ? 0 : length, chunked: chunked?)
    end

    # The last value of a header; nil if it did not come.
    def header(name)
      headers[name]&.last
    end

    def success?
      (200..299).cover?(status)
    end

    # The media type in lower case, without parameters; empty if none came.
    def media_type
      header("content-type").to_s.b[/\A[^;\s]*/].downcase
    end

    def announced_video?
      media_type.start_with?("video/")
    end

    # Why the body is not a whole video as it is; nil if nothing says so.
    def framing_problem
      return "a part of a video (206), although no part was requested" if status == PARTIAL_CONTENT

      transfer = header("transfer-encoding")&.strip
      return "a body whose transfer encoding is #{transfer}, which cannot be decoded" unless transfer.nil? || chunked?

      length_problem || encoding_problem
    end

    private

    def length_problem
      lengths = headers.fetch("content-length", []).map(&:strip)
      return "a body of contradictory lengths #{lengths.join(", ")}" if lengths.uniq.length > 1

      "a body of the length #{lengths.first}" unless lengths.empty? || lengths.first.match?(/\A\d{1,18}\z/)
    end

    def encoding_problem
      content = header("content-encoding")&.strip
      return if content.nil? || content.casecmp?("identity")

      "a body whose content encoding is #{content}, which cannot be decoded"
    end

    def chunked?
      header("transfer-encoding").to_s.strip.casecmp?("chunked")
    end

    def length
      text = header("content-length").to_s.strip
      text.match?(/\A\d{1,18}\z/) ? text.to_i : nil
    end
  end

  # The bytes of a response's body. Unlike Net::HTTP, it fails if fewer come than announced.
  class ResponseBody
    MAX_LINE_BYTES = 64 << 10
    CHUNK_SIZE = /\A([0-9a-f]{1,15})[ \t]*(?:;.*)?\r?\n\z/in
    EMPTY_LINE = /\A\r?\n\z/n
    private_constant :MAX_LINE_BYTES, :CHUNK_SIZE, :EMPTY_LINE

    # The announced number of bytes; nil if none was announced.
    attr_reader :length

    def initialize(socket, length, chunked:)
      @socket = socket
      @chunked = chunked
      @length = chunked ? nil : length
      @remaining = chunked ? 0 : length
      @ended = false
      @start = String.new(encoding: Encoding::BINARY)
    end

    # Some bytes, as they come; nil at the end. Raises an EOFError if the body is cut off.
    def read_some
      return read_on if @start.empty?

      @start.tap { @start = String.new(encoding: Encoding::BINARY) }
    end

    # The first bytes, which stay to be read; fewer than +count+ if the body ends before.
    def peek(count)
      while @start.bytesize < count && (bytes = read_on)
        @start << bytes
      end
      @start.byteslice(0, count)
    end

    # What comes of at most so many bytes in so many seconds: the status is known, and must not be lost for the sake of a text.
    def excerpt(max_bytes, seconds)
      @socket.limit_rest(seconds)
      peek(max_bytes)
    rescue *Connection::FAILURES
      @start.byteslice(0, max_bytes)
    end

    private

    def read_on
      return nil if @ended

      start_chunk if @chunked && @remaining.zero?
      bytes = @remaining&.zero? ? nil : read_from_socket
      @ended = bytes.nil?
      bytes
    end

    def read_from_socket
      bytes = @remaining ? @socket.read_some([@remaining, MAX_LINE_BYTES].min) : @socket.read_some
      if bytes.nil?
        raise EOFError, "the response ended before its announced end" if @remaining

        return
      end

      @socket.limit_silence
      @remaining -= bytes.bytesize if @remaining
      end_chunk if @chunked && @remaining.zero?
      bytes
    end

    def start_chunk
      size = CHUNK_SIZE.match(line) or raise Net::HTTPBadResponse, "the size of a chunk of the response cannot be read"
      @remaining = size[1].hex
      skip_trailers if @remaining.zero?
    end

    def skip_trailers
      loop { break if line.match?(EMPTY_LINE) }
    end

    def end_chunk
      raise Net::HTTPBadResponse, "a chunk of the response does not end where it should" unless line.match?(EMPTY_LINE)
    end

    def line
      @socket.read_line(MAX_LINE_BYTES) or raise EOFError, "the response ended before its announced end"
    end
  end
end
