# frozen_string_literal: true

module Pixverse
  # Finds the field that a misspelt name probably means.
  module NearestName
    # One misspelling for this many characters.
    CHARACTERS_TO_AN_EDIT = 3

    class << self
      # The known name that is most like the given one, the first of several; nil if none is much like it.
      def among(known, name)
        letters = letters(name)
        candidates = known.map { |candidate| [edits(letters(candidate), letters), candidate] }
        candidates.select { |edits, candidate| edits <= candidate.length / CHARACTERS_TO_AN_EDIT }.min_by(&:first)&.last
      end

      private

      # imageUrl, image-url and Image_URL are the same name, written in the manner of another language.
      def letters(name)
        name.gsub(/[_\s-]/, "").downcase
      end

      # The Levenshtein distance: how many characters to insert, delete or replace.
      def edits(left, right)
        previous = (0..right.length).to_a
        left.each_char.with_index(1) do |char, row|
          current = [row]
          right.each_char.with_index do |other, column|
            replaced = previous[column] + (char == other ? 0 : 1)
            current << [replaced, previous[column + 1] + 1, current[column] + 1].min
          end
          previous = current
        end
        previous.last
      end
    end
  end
end
