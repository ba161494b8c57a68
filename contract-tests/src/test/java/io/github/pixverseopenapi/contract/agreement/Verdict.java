package io.github.pixverseopenapi.contract.agreement;

/**
 * The verdict of one validator on a request.
 *
 * @param outcome whether it accepts the request, rejects it, or throws
 * @param reason why it rejects the request or throws; empty if it accepts
 */
record Verdict(Decision outcome, String reason) {
    enum Decision {
        VALID,
        INVALID,
        /** Never equals another verdict, not even another one that threw. */
        THREW
    }

    static final Verdict VALID = new Verdict(Decision.VALID, "");

    private static final int LONGEST = 600;

    static Verdict invalid(Object reason) {
        return new Verdict(Decision.INVALID, Excerpt.text(String.valueOf(reason), LONGEST));
    }

    static Verdict threw(RuntimeException failure) {
        return new Verdict(Decision.THREW, Excerpt.text(failure.toString(), LONGEST));
    }

    /** Invalid if there are any findings. */
    static Verdict of(Iterable<?> findings) {
        return findings.iterator().hasNext() ? invalid(findings) : VALID;
    }

    @Override
    public String toString() {
        return outcome + (reason.isEmpty() ? "" : ": " + reason);
    }
}
