package io.github.pixverseopenapi.contract.artifact;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.committed.CommittedFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The public API changes only intentionally. */
@Tag("committed-files")
class PublicApiTest {
    private static final Path COMMITTED = Path.of("src", "test", "resources", "artifact", "public-api.txt");

    @Test
    void publicApi_ofTheClient_isTheCommittedOne() throws Exception {
        CommittedFile.requireContent(COMMITTED, signatures(ClassFolder.ofTheClient()));
    }

    private static String signatures(ClassFolder folder) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of("-protected", "-cp", folder.location().toString()));
        arguments.addAll(folder.publicClasses());
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        int status = ToolProvider.findFirst("javap")
                .orElseThrow()
                .run(new PrintWriter(output), new PrintWriter(errors), arguments.toArray(String[]::new));

        assertThat(status).as(errors.toString()).isZero();
        return output.toString()
                .lines()
                .filter(line -> !line.startsWith("Compiled from"))
                .collect(joining("\n", "", "\n"));
    }
}
