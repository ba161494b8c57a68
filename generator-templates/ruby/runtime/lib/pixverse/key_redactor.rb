# frozen_string_literal: true

require_relative "json_text"

module Pixverse
  # Removes the API key from text of the service, however the service writes it: in any case, JSON-escaped, percent-encoded,
  # as HTML references, or cut off at the end of the text. The key is kept in a closure, as in ApiKey.
  class KeyRedactor
    REPLACEMENT = "<redacted>"

    # A shorter key, or part of one, says nothing and is found in ordinary words.
    MIN_LENGTH = 4

    # Control characters and invisible formatting (bidirectional overrides, zero width) fake what a reader sees.
    INVISIBLE = /[\p{Cc}\p{Cf}\u2028\u2029]+/

    ENTITIES = { "&" => "amp", "<" => "lt", ">" => "gt", '"' => "quot", "'" => "apos" }.freeze
    MAX_CAUSES = 20
    private_constant :MIN_LENGTH, :INVISIBLE, :ENTITIES, :MAX_CAUSES

    def initialize(key)
      forms = key.length < MIN_LENGTH ? /(?!)/ : self.class.send(:forms, key)
      start = key.downcase
      @forms = -> { forms }
      @start = -> { start }
      freeze
    end

    # The text without the key, in UTF-8; line breaks and everything else stay.
    def redact(text)
      redacted = Utf8.scrub(text).gsub(@forms.call, REPLACEMENT)
      start = @start.call
      ending = redacted[-start.length..] || redacted
      ending = ending.downcase(:ascii)
      [start.length, ending.length].min.downto(MIN_LENGTH) do |length|
        return redacted[0...-length] + REPLACEMENT if ending.end_with?(start[0, length])
      end
      redacted
    end

    # The text on one line, without the key and without characters that are not seen.
    def redact_line(text)
      redact(text).gsub(INVISIBLE, " ").squeeze(" ").strip
    end

    # The exception, or one with the same backtrace if it or a cause of it quotes the key.
    def redact_error(error)
      return error unless quotes_key?(error)

      IOError.new(redact_line(self.class.send(:full_text, error))).tap { |redacted| redacted.set_backtrace(error.backtrace) }
    end

    private

    def quotes_key?(error)
      MAX_CAUSES.times do
        return false if error.nil?
        return true if Utf8.scrub(self.class.send(:full_text, error)).match?(@forms.call)

        error = error.cause
      end
      true
    end

    class << self
      private

      def full_text(error)
        "#{error.class}: #{error.message}"
      end

      # A terminal or a browser does not show what is between two characters.
      def forms(key)
        characters = key.each_char.with_index.map { |char, index| form(char, index) }
        Regexp.new(characters.join("[\\p{Cc}\\p{Cf}]*+"), Regexp::IGNORECASE)
      end

      # The first character is found at the start of a run of backslashes only, or long runs would take quadratic time.
      def form(char, index)
        start = index.zero? ? "(?<!\\\\)" : ""
        hex = format("%02x", char.ord)
        entity = ENTITIES[char]
        "(?:#{start}\\\\*#{Regexp.escape(char)}|#{start}\\\\+u00#{hex}|%(?:25)*#{hex}|&#x0*#{hex};?|&#0*#{char.ord};?" \
          "#{entity && "|&#{entity};"})"
      end
    end
  end
end
