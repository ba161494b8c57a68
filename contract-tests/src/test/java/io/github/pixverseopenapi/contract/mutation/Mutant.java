package io.github.pixverseopenapi.contract.mutation;

/**
 * The document with one mutation.
 *
 * @param place JSON pointer to the mutated value
 * @param change the mutation
 * @param document the changed document, as maps, lists and scalars
 */
record Mutant(MutantKind kind, String place, String change, Object document) {
    @Override
    public String toString() {
        return place + ": " + change;
    }
}
