package io.github.pixverseopenapi.contract.committed;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A committed file that is derived, so that no change of it is unseen. */
public final class CommittedFile {

    static final String UPDATE = "mvn -q -ntp -Pupdate";

    private CommittedFile() {}

    /** Whether this run writes the committed files instead of only comparing them. */
    public static boolean isUpdate() {
        return Boolean.getBoolean("pixverse.update");
    }

    /** Compares a file with the content that was derived; with {@code mvn -Pupdate}, writes it first. */
    public static void requireContent(Path file, String derived) throws IOException {
        if (isUpdate()) {
            Files.writeString(file, derived);
        }
        String committed = Files.exists(file) ? Files.readString(file) : "";
        if (!committed.equals(derived)) {
            fail(
                    "%s must be the derived content, but was another from line %d. If the change is meant, run this and"
                            + " commit the difference: %s",
                    file, firstDifferentLine(committed, derived), UPDATE);
        }
    }

    private static long firstDifferentLine(String committed, String derived) {
        String[] expected = derived.split("\n", -1);
        String[] actual = committed.split("\n", -1);
        int line = 0;
        while (line < Math.min(expected.length, actual.length) && expected[line].equals(actual[line])) {
            line++;
        }
        return line + 1L;
    }
}
