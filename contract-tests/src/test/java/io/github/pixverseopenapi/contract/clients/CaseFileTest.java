package io.github.pixverseopenapi.contract.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.RequestValidator;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaseFileTest {
    private static final String UPDATE =
            "mvn test -Dtest=CaseFileTest -Dsurefire.failIfNoSpecifiedTests=false" + " -Dpixverse.updateCases=true";

    private final ApiDocument document = ApiDocument.load();

    @Test
    void cases_committed_areThoseOfTheDocument() throws IOException {
        String derived = CaseFile.text(DerivedCases.of(document));

        if (Boolean.getBoolean("pixverse.updateCases")) {
            Files.writeString(CaseFile.PATH, derived);
        }

        assertThat(Files.readString(CaseFile.PATH))
                .as("The cases of the document changed. This command writes them: %s", UPDATE)
                .isEqualTo(derived);
    }

    @Test
    void cases_committed_haveUniqueNames() throws IOException {
        assertThat(CaseFile.read()).extracting(ClientCase::name).doesNotHaveDuplicates();
    }

    @Test
    void requests_ofAllCases_areAllowed() throws IOException {
        for (ClientCase each : CaseFile.read()) {
            ApiOperation operation = operation(each);
            assertThat(RequestValidator.of(document)
                            .validate(
                                    operation,
                                    JavaClient.completed(OperationInvoker.operation(each.operation()), each.request())))
                    .as(each.name())
                    .isEmpty();
        }
    }

    private ApiOperation operation(ClientCase each) {
        List<ApiOperation> found = document.operations().stream()
                .filter(operation -> operation.operationId().equals(each.operation()))
                .toList();
        assertThat(found).as(each.name()).hasSize(1);
        return found.get(0);
    }
}
