package io.github.pixverseopenapi.contract.document;

import static io.github.pixverseopenapi.contract.document.SpecFile.SPEC;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every referenced component exists, and every component is referenced. */
class ReferencesTest {

    @Test
    void components_ofTheDocument_areThoseReferredTo() {
        Set<String> named = new TreeSet<>();
        SpecFile.map(SPEC.root().get("components")).forEach((kind, components) -> {
            // These are named by the key "security" instead.
            if (!kind.equals("securitySchemes")) {
                SpecFile.map(components).keySet().forEach(name -> named.add("#/components/" + kind + "/" + name));
            }
        });

        Set<String> used = new TreeSet<>();
        SPEC.forEachObject((pointer, object) -> {
            if (object.get("$ref") instanceof String reference) {
                used.add(reference);
            }
        });

        assertThat(used).isEqualTo(named);
    }
}
