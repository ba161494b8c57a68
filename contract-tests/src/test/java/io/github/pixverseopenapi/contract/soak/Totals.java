package io.github.pixverseopenapi.contract.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

/**
 * The sums.
 *
 * @param calls the number of calls
 * @param completed with a video or an error response, according to their callers
 * @param unknown received, with an outcome that their callers cannot know
 * @param cancelled received, and cancelled by the caller
 * @param repeated rejected with 429 before another outcome
 * @param notReceived without a received request, or only with requests that were rejected with 429 before the call was
 *     aborted
 * @param charged videos that the sandbox charged
 * @param delivered the charged videos that their callers received
 * @param tooSlow calls that timed out without a stall
 * @param outcomes the count of each outcome
 */
record Totals(
        long calls,
        long completed,
        long unknown,
        long cancelled,
        long repeated,
        long notReceived,
        long charged,
        long delivered,
        long tooSlow,
        Map<String, Long> outcomes) {

    /** How many calls there must have been. */
    long expectedCalls() {
        return completed + unknown + cancelled + notReceived;
    }

    /** The number of requests that the sandbox must have received, according to the outcomes. */
    long expectedRequests() {
        return completed + unknown + cancelled + repeated;
    }

    /** Fails if faults prevented the usual outcomes, or if the machine was too slow. */
    void assertConclusive() {
        // A call that is aborted within its first milliseconds returns a video only by chance.
        assertThat(delivered)
                .as("calls that returned a video")
                .isGreaterThan(calls * (100 - SoakOptions.percentAbandoned()) / 300);
        assertThat(tooSlow).as("calls that were too slow without a stall").isLessThanOrEqualTo(calls / 50);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                "%,d calls = %,d completed + %,d with unknown outcome + %,d cancelled after receipt + %,d not received%n",
                calls, completed, unknown, cancelled, notReceived));
        text.append(String.format(
                "%,d requests = %,d completed + %,d with unknown outcome + %,d cancelled after receipt + %,d retried 429s%n",
                expectedRequests(), completed, unknown, cancelled, repeated));
        text.append(String.format(
                "%,d videos charged, %,d of them delivered; %,d calls ran out of time without a stall%n",
                charged, delivered, tooSlow));
        outcomes.forEach((outcome, number) -> text.append(String.format("%,9d  %s%n", number, outcome)));
        return text.toString();
    }
}
