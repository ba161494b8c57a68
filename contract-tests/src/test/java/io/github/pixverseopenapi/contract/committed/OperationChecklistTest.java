package io.github.pixverseopenapi.contract.committed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs before the other tests, so that an incomplete operation fails once, with all that it lacks. */
@Tag("checklist")
class OperationChecklistTest {

    @Test
    void operations_ofTheDocument_areComplete() throws IOException {
        ApiDocument document = ApiDocument.load();
        List<String> incomplete = new ArrayList<>();
        for (ApiOperation operation : document.operations()) {
            OperationChecklist checklist = new OperationChecklist(document, operation);
            System.out.println(checklist);
            if (!checklist.isComplete()) {
                incomplete.add(operation.operationId());
            }
        }

        assertThat(incomplete)
                .as("operations that lack what is listed above and by mvn -q -ntp -Pchecklist")
                .isEmpty();
    }
}
