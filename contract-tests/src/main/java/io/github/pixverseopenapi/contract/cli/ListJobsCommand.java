package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.model.HistoryEntry;
import io.github.pixverseopenapi.client.model.HistoryPage;
import io.github.pixverseopenapi.contract.redaction.TextSanitizer;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.ResponseBody;
import picocli.CommandLine;
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

    @Override
    int call(PixverseClient client) throws IOException {
        Response<ResponseBody> response = client.api()
                .listRequestHistory(page, perPage, null, null, model, null, null, null)
                .execute();
        if (!response.isSuccessful()) {
            throw new IOException("the history could not be read: status " + response.code());
        }
        try (ResponseBody body = response.body()) {
            HistoryPage.fromJson(body.string()).data().forEach(row -> print(line(row)));
        }
        return CommandLine.ExitCode.OK;
    }

    private static String line(HistoryEntry row) {
        return Stream.of(
                        row.requestId(),
                        row.modelStatus().map(Enum::name),
                        row.modelName(),
                        row.modelCreated(),
                        row.creditsDeduction().map(usd -> "$" + usd),
                        row.generationUrl())
                .map(value -> TextSanitizer.line(value.orElse("-")))
                .collect(Collectors.joining("  "));
    }
}
