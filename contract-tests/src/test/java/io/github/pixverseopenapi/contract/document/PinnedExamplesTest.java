package io.github.pixverseopenapi.contract.document;

import static io.github.pixverseopenapi.contract.document.SpecFile.SPEC;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.pixverseopenapi.contract.fixtures.FactTable;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The examples are those of the table: tools send them, so that a change is meant or an error. */
class PinnedExamplesTest {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    @Test
    void examples_inTheDocument_areThoseOfTheTable() {
        Map<String, String> expected = new TreeMap<>();
        FactTable.rows("examples.txt").forEach(row -> expected.put(row.get("place"), row.get("value")));

        Map<String, String> found = new TreeMap<>();
        ExamplesTest.properties()
                .filter(property -> property.schema().containsKey("example"))
                .forEach(property -> found.put(property.place(), GSON.toJson(property.value())));
        SPEC.components("examples")
                .forEach((name, example) ->
                        found.put(name, GSON.toJson(SpecFile.map(example).get("value"))));
        SPEC.forEachObject((pointer, object) -> {
            if (pointer.matches("/paths/.*/requestBody/content/[^/]+") && object.containsKey("examples")) {
                found.put(pointer, GSON.toJson(object.get("examples")));
            }
        });

        assertThat(found).isEqualTo(expected);
    }
}
