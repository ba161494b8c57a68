/// Finds the field that a misspelt name probably means.
enum NearestName {
    /// One misspelling for this many characters.
    private static let charactersToAnEdit = 3

    /// The known name that is most like the given one, the first of several; nil if none is much like it.
    static func among(_ known: [String], _ name: String) -> String? {
        let wanted = letters(name)
        return
            known
            .map { (name: $0, edits: edits(letters($0), wanted)) }
            .filter { $0.edits <= $0.name.unicodeScalars.count / charactersToAnEdit }
            .min { $0.edits < $1.edits }?
            .name
    }

    /// imageUrl, image-url and Image_URL are the same name, written in the manner of another language.
    private static func letters(_ name: String) -> [Unicode.Scalar] {
        name.lowercased().unicodeScalars.filter { $0 != "_" && $0 != "-" && !$0.properties.isWhitespace }
    }

    /// The Levenshtein distance: how many characters to insert, delete or replace.
    private static func edits(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var previous = Array(0...right.count)
        for (row, character) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                let replaced = previous[column] + (character == other ? 0 : 1)
                current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
            }
            previous = current
        }
        return previous[right.count]
    }
}
