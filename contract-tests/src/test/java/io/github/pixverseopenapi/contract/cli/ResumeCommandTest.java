package io.github.pixverseopenapi.contract.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResumeCommandTest {

    @Test
    void of_aFile_addsResumeOnce() {
        String expected = "pixverse-contract generate --file a.jsonl --resume";

        assertThat(ResumeCommand.of(List.of("generate", "--file", "a.jsonl"), true))
                .isEqualTo(expected);
        assertThat(ResumeCommand.of(List.of("generate", "--file", "a.jsonl", "--resume"), true))
                .isEqualTo(expected);
    }

    @Test
    void of_decisions_omitsThemBecauseTheJournalHasThem() {
        assertThat(ResumeCommand.of(
                        List.of("generate", "--assign", "a=1", "--assign=b=2", "A", "--resend", "c", "--resend=d"),
                        false))
                .isEqualTo("pixverse-contract generate A");
    }

    @Test
    void program_ofAJar_isItsPathForAShell() {
        assertThat(ResumeCommand.program(URI.create("file:/a%20folder/contract.jar")))
                .isEqualTo("java -jar '" + Path.of(URI.create("file:/a%20folder/contract.jar")) + "'");
        assertThat(ResumeCommand.program(URI.create("file:/target/classes/"))).isEqualTo("pixverse-contract");
    }

    @Test
    void of_argumentsOfAShell_quotesThem() {
        assertThat(ResumeCommand.of(List.of("generate", "It's $5", ""), false))
                .isEqualTo("pixverse-contract generate 'It'\\''s $5' ''");
    }
}
