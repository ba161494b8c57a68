package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.model.HistoryPage;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.ParameterValidator;
import io.github.pixverseopenapi.contract.document.Problem;
import io.github.pixverseopenapi.contract.generate.HistoryLine;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import okhttp3.ResponseBody;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import retrofit2.Response;

/** Prints a page of the history. */
@Command(
        name = "list",
        description =
                "Prints the requests of the account in the last seven days, the newest first: id, state, model, time,"
                        + " cost and address of the video.")
final class ListJobsCommand extends ClientCommand {

    @Option(
            names = "--page",
            paramLabel = "N",
            defaultValue = "1",
            description = "The page, from 1; ${DEFAULT-VALUE} by default.")
    private int page;

    @Option(
            names = "--per-page",
            paramLabel = "N",
            defaultValue = "20",
            description = "Rows in a page, 1 to 100; ${DEFAULT-VALUE} by default.")
    private int perPage;

    @Option(names = "--model", paramLabel = "NAME", description = "Part of the model's name, such as pixverse.")
    private String model;

    /** Checks the page by the rules of the document. */
    @Override
    boolean isDoneWithoutCalls() {
        ApiDocument document = ApiDocument.load();
        String path = Operation.LIST_REQUEST_HISTORY.path();
        ApiOperation operation = document.operation(path).orElseThrow();
        List<Problem> problems =
                ParameterValidator.of(document).validate(operation, path, "page=" + page + "&per_page=" + perPage);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        }
        return false;
    }

    @Override
    int call(PixverseClient client) throws IOException {
        Response<ResponseBody> response = client.api()
                .listRequestHistory(page, perPage, null, null, model, null, null, null)
                .execute();
        if (!response.isSuccessful()) {
            throw new IOException("the history could not be read: status " + response.code());
        }
        try (ResponseBody body = response.body()) {
            HistoryPage.fromJson(body.string()).data().forEach(row -> print(HistoryLine.of(row)));
        }
        return ExitCodes.SUCCESS;
    }
}
