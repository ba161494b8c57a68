package io.github.pixverseopenapi.contract.verify;

/** How a check ended. */
public enum CheckOutcome {
    /** The service did what the document and the check expect. */
    HOLDS("ok"),
    /** It did something else. */
    DRIFTED("DRIFT"),
    /** The request was sent, but what came back shows neither: no whole answer, or a refusal for another reason. */
    UNDECIDED("?"),
    /** Nothing was sent. */
    NOT_CHECKED("-");

    private final String mark;

    CheckOutcome(String mark) {
        this.mark = mark;
    }

    /** A few characters for tables. */
    public String mark() {
        return mark;
    }
}
