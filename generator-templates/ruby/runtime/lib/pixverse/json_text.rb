# frozen_string_literal: true

require "json"

module Pixverse
  # Between values and JSON text.
  module JsonText
    MAX_EXCERPT = 100

    # An object that rejects a name that comes twice, instead of keeping the last value only.
    class UniqueNames < Hash
      def []=(name, value)
        raise JSON::ParserError, "the name #{name.inspect} comes twice" if key?(name)

        super
      end
    end
    private_constant :UniqueNames

    class << self
      # The fields of one JSON object; raises an ArgumentError if the text is anything else.
      def parse_object(text)
        object = JSON.parse(text, object_class: UniqueNames)
        return object if object.is_a?(UniqueNames)

        raise JSON::ParserError
      rescue JSON::ParserError, EncodingError, TypeError
        raise ArgumentError, "json must be the text of one JSON object, each name once, but was #{excerpt(text)}"
      end

      # A value as an error message shows it: as JSON, so that control characters are visible, and never long.
      def excerpt(value)
        json = text(value)
        return json if json.length <= MAX_EXCERPT

        "#{json[0, MAX_EXCERPT]}… (#{json.length} characters)"
      end

      private

      def text(value)
        case value
        when String then JSON.generate(Utf8.scrub(value), script_safe: true)
        when Float then value.finite? ? JSON.generate(value) : value.to_s
        when Integer, true, false, nil then JSON.generate(value)
        when Array then "[#{value.map { |one| text(one) }.join(",")}]"
        when Hash then "{#{value.map { |name, one| "#{text(name.to_s)}:#{text(one)}" }.join(",")}}"
        # Its own text may be long, or secret.
        else "a #{value.class}"
        end
      end
    end
  end

  # Text of the service and of callers, in whatever encoding it comes.
  module Utf8
    # The text, with replacement characters for what is not UTF-8.
    def self.scrub(text)
      return text.encode(Encoding::UTF_8, invalid: :replace, undef: :replace) unless opaque?(text)

      text.dup.force_encoding(Encoding::UTF_8).scrub
    end

    # The text in UTF-8; nil if it cannot be converted.
    def self.convert(text)
      utf8 = opaque?(text) ? text.dup.force_encoding(Encoding::UTF_8) : text.encode(Encoding::UTF_8)
      utf8.valid_encoding? ? utf8 : nil
    rescue EncodingError
      nil
    end

    def self.opaque?(text)
      [Encoding::UTF_8, Encoding::BINARY, Encoding::US_ASCII].include?(text.encoding)
    end
    private_class_method :opaque?
  end
end
