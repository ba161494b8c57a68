package io.github.pixverseopenapi.contract.mutation;

/**
 * The document with one thing changed.
 *
 * @param place JSON pointer to what is changed
 * @param change what is done there
 * @param document the changed document, as maps, lists and scalars
 */
record Mutant(MutantKind kind, String place, String change, Object document) {
    @Override
    public String toString() {
        return place + ": " + change;
    }
}
