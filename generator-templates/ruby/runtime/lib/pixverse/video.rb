# frozen_string_literal: true

require_relative "transfer"
require_relative "video_saver"

module Pixverse
  # A finished video whose bytes are still to be received. The call is billed, so make sure to get them: read them once, by
  # #save_to, #each_chunk or #read, which also close the video. Closing it without reading loses what was not received.
  #
  # For one thread at a time, but #close may be called from any.
  class Video
    def initialize(transfer)
      @transfer = transfer
      @opened = false
    end

    # What the headers of the response say about the call.
    def metadata
      @transfer.metadata
    end

    # The media type that the service gave, such as "video/mp4"; empty if it gave none.
    def content_type
      @transfer.content_type
    end

    # How many bytes the service announced; nil if it did not say.
    def content_length
      @transfer.length
    end

    # Yields the bytes as they come, in binary Strings, without holding them in memory. Raises a ConnectionError or a
    # TimeoutError if they are not all. Leaving the block early closes the video.
    def each_chunk(&block)
      return to_enum(:each_chunk) unless block

      receive(&block)
      self
    end

    # All bytes, in a binary String. For videos of unknown size, #save_to or #each_chunk is safer.
    def read
      all = String.new(encoding: Encoding::BINARY)
      receive { |bytes| all << bytes }
      all
    end

    # Saves the video to a path or an IO (anything with +write+) without holding it in memory.
    #
    # The bytes go to a hidden file beside the path, which takes its place, that of an existing file included, once all bytes
    # are on the disk; it keeps that file's permissions. Missing parent folders are made, links are followed, and pipes and
    # devices are written to. An IO gets the bytes once all of them are there, so that it never holds half a video.
    #
    # If the target fails, a SaveFailedError names the file in which the bytes are kept. If the transfer fails, the target is
    # as it was before.
    def save_to(target)
      save(VideoSaver.new(target))
    end

    # Frees the connection; bytes that were not received are lost. Another thread that reads the video fails.
    def close
      @opened = true
      @transfer.close
    end

    # Whether the video was read or closed.
    def closed?
      @opened
    end

    def inspect
      "#<#{self.class} #{content_type} #{content_length} bytes, request id #{metadata.request_id}>"
    end

    # Neither can be written somewhere to be read later: it is a connection.
    def marshal_dump
      raise TypeError, "a video cannot be marshalled, because its bytes are still to be received"
    end

    # :nodoc:
    def encode_with(_coder)
      marshal_dump
    end

    # :nodoc:
    def save(saver)
      raise_if_opened
      saver.save(@transfer) { |target| receive(&target) }
      self
    end

    private

    def receive
      raise_if_opened
      @opened = true
      begin
        while (bytes = @transfer.read_some)
          yield bytes
        end
      ensure
        @transfer.close
      end
    end

    def raise_if_opened
      raise IOError, "the video was read or closed before; its bytes come only once" if @opened
    end
  end
end
