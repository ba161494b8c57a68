package io.github.pixverseopenapi.contract.mutation;

/** What sort of change a mutant is. */
enum MutantKind {
    DROPPED("anything left out"),
    RENAMED("path, status, header, media type, property or component renamed"),
    DOUBLED("path, status, header, media type, property or component added"),
    SHIFTED("number moved by one"),
    FLIPPED("true and false exchanged"),
    RETYPED("number or truth as text, text as number"),
    RESPELLED("text spelled otherwise"),
    EXCHANGED("text exchanged for another that the same keyword has elsewhere"),
    BLANKED("text emptied"),
    TYPE("type or format exchanged"),
    PATTERN("pattern changed by a character"),
    KEYWORD("keyword added"),
    REQUIRED("optional field required"),
    LISTED("listed value added or taken away, with its name"),
    DEFAULT("another listed value as the default"),
    REFERENCE("another component referred to"),
    ORDER("two neighbours exchanged where order counts");

    private final String meaning;

    MutantKind(String meaning) {
        this.meaning = meaning;
    }

    @Override
    public String toString() {
        return meaning;
    }
}
