# frozen_string_literal: true

require_relative "json_text"

module Pixverse
  # What a field may hold. Judges values as JSON Schema does: 8.0 is the whole number 8, true is no number.
  class FieldConstraint
    # Completes the sentence "must be …".
    attr_reader :allowed

    # The document's default; nil if it has none.
    attr_reader :default

    # Bounds are inclusive, +min_length+ counts code points, and +pattern+ has the syntax of ECMA 262.
    def initialize(type, allowed, required: false, values: nil, min: nil, max: nil, min_length: 0, pattern: nil,
                   default: nil)
      @type = type
      @allowed = allowed
      @required = required
      @values = values
      @range = (min..max)
      @min_length = min_length
      @pattern = pattern && self.class.ecma(pattern)
      @default = default
      freeze
    end

    def required?
      @required
    end

    def accept?(value)
      return @values.any? { |one| one == value } if @values

      case @type
      when :string then text?(value)
      when :boolean then [true, false].include?(value)
      when :integer then number?(value) && value == value.floor && @range.cover?(value)
      when :number then number?(value) && @range.cover?(value)
      end
    end

    # In Ruby, ^ and $ match at line boundaries; in the document, at the ends of the text. Escapes and classes are unchanged.
    def self.ecma(pattern)
      Regexp.new(pattern.gsub(/\\.|\[(?:\\.|[^\]\\])*\]|\^|\$/m) { |part| { "^" => "\\A", "$" => "\\z" }.fetch(part, part) })
    end

    private

    def number?(value)
      value.is_a?(Integer) || (value.is_a?(Float) && value.finite?)
    end

    def text?(value)
      value.is_a?(String) && value.valid_encoding? && value.length >= @min_length && (@pattern.nil? || @pattern.match?(value))
    end
  end
end
