package io.github.pixverseopenapi.contract.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

/**
 * The sums.
 *
 * @param calls asked
 * @param answered with a video or a refusal, by what their callers got
 * @param unknown arrived, and their callers cannot know what became of them
 * @param cancelled arrived, and nobody waited any longer
 * @param repeated refused with 429 on the way to another ending
 * @param notArrived of which no request arrived, or only some that were refused with 429 before the call was given up
 * @param charged videos that the sandbox charged
 * @param delivered those of them that their callers got
 * @param tooSlow calls whose time ran out without a stall
 * @param outcomes how often each came
 */
record Totals(
        long calls,
        long answered,
        long unknown,
        long cancelled,
        long repeated,
        long notArrived,
        long charged,
        long delivered,
        long tooSlow,
        Map<String, Long> outcomes) {

    /** How many calls there must have been. */
    long expectedCalls() {
        return answered + unknown + cancelled + notArrived;
    }

    /** How many requests must have arrived, going by how the calls ended. */
    long expectedRequests() {
        return answered + unknown + cancelled + repeated;
    }

    /** Fails if the mishaps kept the usual from happening, or the machine was too slow to tell. */
    void assertWorthIt() {
        // A call that is aborted within its first milliseconds brings a video only by chance.
        assertThat(delivered)
                .as("calls that brought a video of those made")
                .isGreaterThan(calls * (100 - SoakOptions.percentAbandoned()) / 300);
        assertThat(tooSlow).as("calls that were too slow without a stall").isLessThanOrEqualTo(calls / 50);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                "%,d calls = %,d answered + %,d of unknown fate + %,d cancelled on arrival + %,d not arrived%n",
                calls, answered, unknown, cancelled, notArrived));
        text.append(String.format(
                "%,d requests = %,d answered + %,d of unknown fate + %,d cancelled on arrival + %,d passed-over 429s%n",
                expectedRequests(), answered, unknown, cancelled, repeated));
        text.append(String.format(
                "%,d videos charged, %,d of them delivered; %,d calls ran out of time without a stall%n",
                charged, delivered, tooSlow));
        outcomes.forEach((outcome, number) -> text.append(String.format("%,9d  %s%n", number, outcome)));
        return text.toString();
    }
}
