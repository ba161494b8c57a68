package io.github.pixverseopenapi.contract.verify;

/** The outcome of a check. */
public enum CheckOutcome {
    /** The response is as document and check expect. */
    HOLDS("ok"),
    /** The response is not as expected. */
    DRIFTED("DRIFT"),
    /** The response is not as expected, and the known-drift file accepts all of its problems. */
    KNOWN("known"),
    /** The response is inconclusive: it is incomplete, or an error for another reason. */
    UNDECIDED("?"),
    /** No request was sent. */
    NOT_CHECKED("-");

    private final String mark;

    CheckOutcome(String mark) {
        this.mark = mark;
    }

    /** The mark for tables. */
    public String mark() {
        return mark;
    }
}
