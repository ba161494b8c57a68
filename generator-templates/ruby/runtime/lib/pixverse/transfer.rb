# frozen_string_literal: true

require_relative "connection"
require_relative "errors"
require_relative "mp4_boxes"

module Pixverse
  # The bytes of a finished video as the network brings them: counted, and checked to be all.
  class Transfer
    attr_reader :metadata, :content_type

    # Raises the error of a failure after a successful response came.
    def self.raise_failure(operation, metadata, redactor, reason, error)
      kind = error.is_a?(DeadlineSocket::DeadlineExceeded) ? TimeoutError : ConnectionError
      raise kind.new("#{reason} (#{redactor.redact_line("#{error.message} (#{error.class})")})",
                     operation: operation.id, billing: Billing.of_incomplete(metadata.status), status: metadata.status,
                     request_id: metadata.request_id),
            cause: redactor.redact_error(error)
    end

    # +address+ is where the video can be had once more, if it came from elsewhere.
    def initialize(operation, metadata, redactor, connection, response, address)
      @operation = operation
      @metadata = metadata
      @redactor = redactor
      @connection = connection
      @body = response.body
      @content_type = redactor.redact_line(response.header("content-type").to_s)
      @address = address
      @boxes = length ? nil : Mp4Boxes.new
      @received = 0
    end

    # The announced number of bytes; nil if none was announced.
    def length
      @body.length
    end

    # Some bytes, as they come; nil at the end.
    def read_some
      bytes = @body.read_some
      if bytes
        @received += bytes.bytesize
        @boxes << bytes if @boxes
      elsif @boxes && !@boxes.maybe_whole?
        raise EOFError, "the video ended within a box of its MP4 file"
      end
      bytes
    rescue *Connection::FAILURES => e
      self.class.raise_failure(@operation, metadata, @redactor, broken_off, e)
    end

    # A finished video that could not be saved.
    def save_failure(reason, saved_to)
      SaveFailedError.new(reason, saved_to: saved_to, operation: @operation.id,
                                  billing: Billing.of_incomplete(metadata.status), status: metadata.status,
                                  request_id: metadata.request_id)
    end

    def close
      @connection.close
    end

    def inspect
      "#<#{self.class}>"
    end

    private

    def broken_off
      progress = "#{@received}#{length && " of #{length}"} bytes"
      "the service had finished the video, but its transfer broke off after #{progress}#{@address && "; it is at #{@address}"}"
    end
  end
end
