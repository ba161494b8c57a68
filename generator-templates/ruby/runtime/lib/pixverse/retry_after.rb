# frozen_string_literal: true

require "time"

module Pixverse
  # The delay that a refusal gives: +Retry-After+ (RFC 9110 §10.2.3), or the header that the document names.
  module RetryAfter
    UTC_TIME = /\A(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?\z/i
    private_constant :UTC_TIME

    class << self
      # Seconds, never negative; nil if there is no valid delay.
      def seconds(response, reset_headers, now = Time.now)
        after = response.header("retry-after")&.strip
        return after.to_i if after&.match?(/\A\d{1,9}\z/)

        reset = http_date(after) || reset_headers.lazy.filter_map { |name| utc_time(response.header(name)) }.first
        reset && [reset - now, 0].max
      end

      private

      def http_date(text)
        text && Time.httpdate(text)
      rescue ArgumentError
        nil
      end

      # The exact form was never published: ISO 8601 with or without a zone is understood.
      def utc_time(text)
        date, minutes, seconds, zone = UTC_TIME.match(text&.strip)&.captures
        date && Time.iso8601("#{date}T#{minutes}#{seconds || ":00"}#{zone || "Z"}")
      rescue ArgumentError
        nil
      end
    end
  end
end
