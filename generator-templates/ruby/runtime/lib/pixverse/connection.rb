# frozen_string_literal: true

require "io/wait"
require "net/http"
require "openssl"
require "uri"
require_relative "base_url"
require_relative "deadline_socket"
require_relative "response"

module Pixverse
  # A connection for one request, which is sent at most once: nothing follows redirects, and nothing is sent again.
  class Connection < Net::HTTP
    # What Net::HTTP throws if a connection, a response or a part of it is missing or malformed. Other errors are not rescued:
    # they may be those that another thread raises to cancel the call.
    FAILURES = [
      IOError, SystemCallError, SocketError, Net::OpenTimeout, Net::ProtocolError, Net::HTTPBadResponse,
      Net::HTTPHeaderSyntaxError, OpenSSL::OpenSSLError, ArgumentError, EncodingError
    ].freeze

    # Uses the proxy of the environment. +configure+ receives the connection first and cannot change what follows.
    def self.to(url, connect_timeout, timeout, configure)
      # Plain http goes to this machine only, and never through a proxy, which would see the key.
      proxy = url.is_a?(URI::HTTPS) ? url.find_proxy : nil
      user, password = [proxy&.user, proxy&.password].map { |part| part && URI.decode_www_form_component(part.gsub("+", "%2B")) }
      connection = new(url.hostname, url.port, proxy&.hostname, proxy&.port, user, password)
      configure&.call(connection)
      connection.send(:secure, url, connect_timeout, timeout)
      connection
    end

    # Sends the request; the body of the response is still to be read. Closes the connection if that fails.
    def exchange(message)
      response = nil
      start
      request(message) { |head| return response = Response.new(head, @deadline_socket) }
    ensure
      close unless response
    end

    # Whether a byte of the request may have been sent.
    def written?
      @deadline_socket&.written? || false
    end

    # May be called by any thread, and more than once.
    def close
      @deadline_socket&.close
    end

    private

    def secure(url, connect_timeout, timeout)
      https = url.is_a?(URI::HTTPS)
      self.use_ssl = https
      self.verify_mode = OpenSSL::SSL::VERIFY_PEER
      self.verify_hostname = true
      self.max_retries = 0
      self.open_timeout = self.read_timeout = self.write_timeout = connect_timeout
      # Debug output would contain the key.
      set_debug_output(nil)
      @timeout = timeout
      return if https

      self.ipaddr = nil
      self.proxy_from_env = false
      self.proxy_address = nil
    end

    # Called by Net::HTTP once the connection is made: the whole timeout is still before the request.
    def on_connect
      raise ArgumentError, "the block of the client must not start the connection" unless @timeout

      @deadline_socket = DeadlineSocket.new(@socket.io, @timeout)
      @socket = Net::BufferedIO.new(@deadline_socket)
    end
  end
end
