# frozen_string_literal: true

require "uri"

module Pixverse
  # The root of the service: https, or plain http to this machine only, because the key goes there.
  module BaseUrl
    OCTET = /(?:25[0-5]|2[0-4]\d|1?\d?\d)/
    LOOPBACK = /\A(?:(?:.+\.)?localhost|127(?:\.#{OCTET}){3}|::1|::ffff:(?:127(?:\.#{OCTET}){3}|7f[0-9a-f]{2}:[0-9a-f]{1,4}))\z/i
    # What RFC 3986 has percent-encoded.
    UNSAFE = /[^!-~]|["<>\\^`{|}]/
    private_constant :OCTET, :LOOPBACK, :UNSAFE

    class << self
      # What is wrong with a URL; nil if nothing is. +paths+ are those of the operations.
      def problem(text, paths)
        rule = broken_rule(text, paths)
        return unless rule

        shown = text.is_a?(String) ? text.sub(%r{//[^/?#]*@}, "//<redacted>@") : text.inspect
        "base_url must be #{rule}, such as #{SERVER}, but was #{shown}"
      end

      # The URL of a file; nil if the text is anything else. Characters that should have been percent-encoded are.
      def parse_address(text)
        parse(text.gsub(UNSAFE) { |char| char.bytes.map { |byte| format("%%%02X", byte) }.join })
      end

      # An http or https URL; nil if the text is anything else.
      def parse(text)
        url = URI.parse(text)
        url.is_a?(URI::HTTP) && !url.host.to_s.empty? ? url : nil
      rescue URI::Error, ArgumentError
        nil
      end

      # Whether the URL names this machine.
      def loopback?(url)
        url.hostname.match?(LOOPBACK)
      end

      # Whether a finished video may be fetched from an address that a response of this server gives: over https, and from
      # this machine only if the server itself is on it, so that a response cannot reach local services.
      def may_link_to?(server, address)
        address.userinfo.nil? && (loopback?(address) ? loopback?(server) : address.is_a?(URI::HTTPS))
      end

      private

      def broken_rule(text, paths)
        url = text.is_a?(String) ? parse(text) : nil
        return "an https URL, or an http URL of this machine" unless url

        unless url.is_a?(URI::HTTPS) || loopback?(url)
          return "an https URL, or an http URL of this machine, because plain http shows the API key to the network"
        end
        return "a URL without a user name or password" if url.userinfo
        return "a URL without a query or fragment" if url.query || url.fragment

        "the server's root without the version, which the paths hold" if repeats_version?(url, paths)
      end

      def repeats_version?(url, paths)
        versions = paths.filter_map { |path| path[%r{\A/v\d+/}] }
        "#{url.path.sub(%r{/+\z}, "")}/".end_with?(*versions)
      end
    end
  end
end
