package io.github.pixverseopenapi.contract.document;

import static io.github.pixverseopenapi.contract.document.SpecFile.SPEC;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Descriptions become the documentation of generated code, where a missing or broken one is seen by users. */
class DescriptionsTest {
    private static final Pattern DESCRIBED = Pattern.compile(
            "/info|(/paths/[^/]+)?/servers/[0-9]+|/tags/[0-9]+|/paths/[^/]+/[a-z]+|/components/(?!examples/)[A-Za-z]+/[^/]+"
                    + "|/components/schemas/[^/]+/properties/[^/]+");
    private static final Pattern SUMMED_UP = Pattern.compile("/paths/[^/]+/[a-z]+|/components/examples/[^/]+");

    @Test
    void description_ofOperationsComponentsAndProperties_isThere() {
        List<String> missing = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        SPEC.forEachObject((pointer, object) -> {
            if (DESCRIBED.matcher(pointer).matches()) {
                seen.add(pointer);
                if (!object.containsKey("description")) {
                    missing.add(pointer);
                }
            }
        });

        assertThat(missing).isEmpty();
        assertThat(seen)
                .contains("/paths/~1v1~1pixverse-v6/post", "/components/schemas/V6VideoRequest/properties/seed");
    }

    @Test
    void summary_ofOperationsAndNamedExamples_isThere() {
        List<String> missing = new ArrayList<>();
        SPEC.forEachObject((pointer, object) -> {
            if (SUMMED_UP.matcher(pointer).matches()
                    && !(object.get("summary") instanceof String text && !text.isBlank())) {
                missing.add(pointer);
            }
        });

        assertThat(missing).isEmpty();
    }

    @Test
    void description_anywhere_endsInAFullStop() {
        List<String> open = new ArrayList<>();
        SPEC.forEachObject((pointer, object) -> {
            if (object.get("description") instanceof String text
                    && !text.stripTrailing().endsWith(".")) {
                open.add(pointer + ": " + text);
            }
        });

        assertThat(open).isEmpty();
    }
}
