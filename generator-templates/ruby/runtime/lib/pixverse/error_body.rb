# frozen_string_literal: true

require "json"
require_relative "json_text"

module Pixverse
  # Reads in the body of a non-video response why the call failed, or where the video is.
  module ErrorBody
    MAX_LENGTH = 500
    HIDDEN_ELEMENTS = %w[script style head].freeze
    private_constant :MAX_LENGTH, :HIDDEN_ELEMENTS

    class << self
      # The reason on one line of bounded length, redacted before it is cut.
      def reason(body, redactor)
        text = redactor.redact_line(text(body))
        return "(the response has no text)" if text.empty?

        text.length <= MAX_LENGTH ? text : "#{text[0, MAX_LENGTH]}…"
      end

      # The address of the video in a JSON body; nil if there is none.
      def video_address(body)
        json = object(body)
        return if json.nil?

        json["video"].is_a?(Hash) ? string(json["video"], "url") : string(json, "output")
      end

      private

      def text(body)
        json = object(body)
        return body.include?("<") ? without_tags(body) : body unless json

        parts = [string(json, "error"), string(json, "error_description")].compact
        parts.empty? ? body : parts.join(": ")
      end

      def object(body)
        json = JSON.parse(body)
        json.is_a?(Hash) ? json : nil
      rescue JSON::ParserError, EncodingError
        nil
      end

      def string(json, name)
        value = json[name]
        value.to_s unless value.nil? || value.is_a?(Hash) || value.is_a?(Array)
      end

      # Linear in the length of the text. Works on bytes, because positions in UTF-8 take time to find.
      def without_tags(text)
        html = text.b
        lower = html.downcase
        shown = String.new(encoding: Encoding::BINARY)
        unclosed = {}
        at = 0
        while (open = html.index("<", at)) && (close = html.index(">", open))
          shown << html[at...open] << " "
          at = end_of_hidden(lower, open, close + 1, unclosed)
        end
        (shown << html[at..]).force_encoding(Encoding::UTF_8)
      end

      # Where the text goes on after the tag: for an element that is not shown, after its end.
      def end_of_hidden(lower, open, after_tag, unclosed)
        element = HIDDEN_ELEMENTS.find { |name| lower[open + 1, name.length + 1].match?(/\A#{name}(?![a-z0-9])/n) }
        return after_tag if element.nil? || unclosed[element]

        end_tag = lower.index("</#{element}", after_tag)
        close = end_tag && lower.index(">", end_tag)
        return close + 1 if close

        unclosed[element] = true
        after_tag
      end
    end
  end
end
