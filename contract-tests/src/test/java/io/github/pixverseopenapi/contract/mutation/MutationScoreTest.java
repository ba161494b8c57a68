package io.github.pixverseopenapi.contract.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.yaml.snakeyaml.Yaml;

@Tag("mutation")
class MutationScoreTest {

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void everyMutant_ofTheDocument_isDetectedByItsTests() throws Exception {
        Object document = document();
        assertThat(new DocumentTests().failure(document))
                .as("the first failure of the unchanged document")
                .isEmpty();
        List<Mutant> mutants = Mutations.of(document);
        long start = System.nanoTime();

        Score score = new Score(Trials.of(mutants));

        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        System.out.printf("Mutants detected, %d ms each:%n%s", millis / mutants.size(), score.table());
        assertThat(score.survivors()).as("mutants that no test detects").isEmpty();
    }

    private static Object document() throws IOException {
        try (InputStream file = MutationScoreTest.class.getResourceAsStream("/" + DocumentLoader.DOCUMENT)) {
            return new Yaml().load(file);
        }
    }
}
