package io.github.pixverseopenapi.contract.pact;

import au.com.dius.pact.core.model.DefaultPactWriter;
import au.com.dius.pact.core.model.V4Pact;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the pact is: as written by the latest run, and as agreed. */
final class PactFile {

    private static final String NAME = PactInteractions.CONSUMER + "-" + PactInteractions.PROVIDER + ".json";

    static final Path COMMITTED = Path.of("pacts", NAME);
    static final Path WRITTEN = Path.of(System.getProperty("pact.rootDir", "target/pacts"), NAME);

    private PactFile() {}

    /**
     * Replaces the file as a whole. Pact itself would merge into what an earlier run left, and end the file with
     * the platform's line break.
     */
    static void write(V4Pact pact) throws IOException {
        StringWriter text = new StringWriter();
        DefaultPactWriter.INSTANCE.writePact(pact, new PrintWriter(text), PactInteractions.VERSION);
        Files.createDirectories(WRITTEN.getParent());
        Files.writeString(WRITTEN, text.toString().strip() + "\n");
    }
}
