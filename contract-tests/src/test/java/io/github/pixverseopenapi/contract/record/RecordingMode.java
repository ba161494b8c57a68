package io.github.pixverseopenapi.contract.record;

import io.github.pixverseopenapi.contract.document.Message;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a test run does with recordings. */
enum RecordingMode {
    /** Plays the committed ones back; sends nothing to any other machine. */
    REPLAY,
    /** Replaces the committed recordings with new ones, which are then replayed. */
    RECORD,
    /** Repeats the calls and compares the results with the committed recordings, which are unchanged. */
    LIVE;

    static final String PROPERTY = "pixverse.recordings";

    /**
     * The mode of this name; without one, replay.
     *
     * @throws IllegalArgumentException when there is no such mode; the message lists all
     */
    static RecordingMode of(String name) {
        if (name == null || name.isEmpty()) {
            return REPLAY;
        }
        return Arrays.stream(values())
                .filter(mode -> mode.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Message.of(
                        "-D" + PROPERTY,
                        "one of "
                                + Arrays.stream(values())
                                        .map(RecordingMode::toString)
                                        .collect(Collectors.joining(", ")),
                        name)));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
