package io.github.pixverseopenapi.contract.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.committed.CommittedFile;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.RequestValidator;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("committed-files")
class CaseFileTest {
    private final ApiDocument document = ApiDocument.load();

    @Test
    void cases_committed_areThoseOfTheDocument() throws IOException {
        CommittedFile.requireContent(CaseFile.PATH, CaseFile.text(DerivedCases.of(document)));
    }

    @Test
    void cases_committed_haveUniqueNames() throws IOException {
        assertThat(CaseFile.read()).extracting(ClientCase::name).doesNotHaveDuplicates();
    }

    @Test
    void requests_withoutExpectations_areAllowed() throws IOException {
        for (ClientCase each : CaseFile.read()) {
            if (each.capability().isPresent()) {
                continue;
            }
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
        List<ApiOperation> found = document.videoOperations().stream()
                .filter(operation -> operation.operationId().equals(each.operation()))
                .toList();
        assertThat(found).as(each.name()).hasSize(1);
        return found.get(0);
    }
}
