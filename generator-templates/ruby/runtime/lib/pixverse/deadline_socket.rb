# frozen_string_literal: true

require "net/http"

module Pixverse
  # A socket whose waits end at a deadline, however slowly the bytes trickle: the timeouts of Net::HTTP start anew with each
  # byte, and Timeout.timeout would interrupt the thread anywhere, also while it saves what was paid for. All waiting is done
  # by IO#wait_readable and IO#wait_writable, so that Thread#raise, Thread#kill, Timeout.timeout of the caller and a fiber
  # scheduler end it at any moment.
  #
  # Net::BufferedIO reads the head of the response from it, line by line; the body stays here.
  class DeadlineSocket
    # The deadline passed.
    class DeadlineExceeded < IOError; end

    CHUNK_BYTES = 64 << 10
    MAX_HEAD_BYTES = 256 << 10
    private_constant :CHUNK_BYTES, :MAX_HEAD_BYTES

    # The deadline is in so many seconds.
    def initialize(socket, seconds)
      @socket = socket
      @buffer = String.new(encoding: Encoding::BINARY)
      @head_bytes = 0
      @written = false
      @idle = false
      @total = false
      start_deadline(seconds)
    end

    # Whether a byte of the request may have been sent.
    def written?
      @written
    end

    # All that is still to be read must come within so many seconds.
    def limit_rest(seconds)
      @total = true
      start_deadline(seconds)
    end

    # From now on, the limit applies to each wait for a byte, unless all of them have one limit.
    def limit_silence
      @idle = !@total
    end

    # For Net::BufferedIO: a line of the response's head.
    def read_nonblock(*, **)
      line = read_line(MAX_HEAD_BYTES - @head_bytes)
      # Net::HTTP would take a head that is cut off for a whole one.
      raise Net::HTTPBadResponse, "the response ended within its head" if line.nil?

      @head_bytes += line.bytesize
      line
    end

    # For Net::BufferedIO.
    def write_nonblock(bytes, **)
      @written = true
      loop do
        case count = @socket.write_nonblock(bytes, exception: false)
        when Integer then return count
        else wait(count)
        end
      end
    end

    # As many bytes as there are, at most +max+; nil at the end.
    def read_some(max = CHUNK_BYTES)
      start_deadline(@seconds) if @idle
      return nil if @buffer.empty? && !fill

      @buffer.bytesize <= max ? take(@buffer.bytesize) : take(max)
    end

    # A line with its end, as long as at most +max+ bytes; nil if the bytes end before it.
    def read_line(max)
      searched = 0
      until (index = @buffer.index("\n", searched))
        searched = @buffer.bytesize
        raise Net::HTTPBadResponse, "a head of the response is too long" if searched > max
        return nil unless fill
      end
      take(index + 1)
    end

    def to_io
      @socket.to_io
    end

    def closed?
      @socket.closed?
    end

    # May be called by any thread; one that waits for bytes fails with an IOError.
    def close
      @socket.close
    rescue IOError, SystemCallError, OpenSSL::SSL::SSLError
      # The connection is gone already.
    end

    def inspect
      "#<#{self.class}>"
    end

    private

    def start_deadline(seconds)
      @seconds = seconds
      @deadline = now + seconds
    end

    def take(count)
      return @buffer.slice!(0, count) if count < @buffer.bytesize

      taken = @buffer
      @buffer = String.new(encoding: Encoding::BINARY)
      taken
    end

    # Whether a byte came before the end.
    def fill
      loop do
        raise DeadlineExceeded, "timeout after #{@seconds} s" if now >= @deadline

        case bytes = @socket.read_nonblock(CHUNK_BYTES, exception: false)
        when String
          @buffer.empty? ? @buffer = bytes : @buffer << bytes
          return true
        when nil then return false
        else wait(bytes)
        end
      end
    end

    def wait(direction)
      remaining = [@deadline - now, 0].max
      io = @socket.to_io
      ready = direction == :wait_writable ? io.wait_writable(remaining) : io.wait_readable(remaining)
      raise DeadlineExceeded, "timeout after #{@seconds} s" unless ready
    end

    def now
      Process.clock_gettime(Process::CLOCK_MONOTONIC)
    end
  end
end
