package io.github.pixverseopenapi.contract.record;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.PriceList;
import io.github.pixverseopenapi.contract.document.ServiceFacts;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The recordings under version control. */
final class CommittedRecordings {

    static final Path FOLDER = Path.of("recordings");

    private static final ApiDocument DOCUMENT = ApiDocument.load();
    private static final String RECORD = "java -jar contract-tests/target/pixverse-contract.jar record";

    private CommittedRecordings() {}

    /** Records the calls of a sandbox of which there is no recording. */
    static void recordMissing(RecordSession session, RecordingFolder folder) {
        for (ApiOperation operation : DOCUMENT.videoOperations()) {
            Set<Scenario> missing = EnumSet.allOf(Scenario.class);
            missing.removeIf(
                    scenario -> folder.read(operation.operationId(), scenario).isPresent());
            if (!missing.isEmpty()) {
                session.run(new RecordOptions(
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(operation.operationId()),
                        missing,
                        Optional.empty(),
                        Optional.empty(),
                        FOLDER,
                        Path.of("target", "recordings", "videos"),
                        false));
            }
        }
    }

    /** The recording of a call; if it is missing, fails with the command that creates it. */
    static Recording required(RecordingFolder folder, ApiOperation operation, Scenario scenario) {
        return folder.read(operation.operationId(), scenario)
                .orElseThrow(() -> new AssertionError(howToMake(operation, scenario)));
    }

    private static String howToMake(ApiOperation operation, Scenario scenario) {
        String call = " --operation " + operation.operationId() + " --scenario " + scenario;
        String fromSandbox = "There is no recording of " + operation.operationId() + " " + scenario
                + ". Make it, from the project's top folder after mvn package:\n  " + RECORD + " --sandbox" + call;
        if (!scenario.isPossibleLive()) {
            return fromSandbox;
        }
        String budget = scenario.isCounted()
                ? " --budget " + new PriceList(DOCUMENT).of(operation).toPlainString()
                : "";
        String address = scenario == Scenario.VIDEO
                ? new RecordedRequests(DOCUMENT, Optional.empty(), Optional.empty())
                        .missing(operation)
                        .map(option -> " " + option + " URL")
                        .orElse("")
                : "";
        return fromSandbox + "\nor, of the live service" + (budget.isEmpty() ? "" : ", which is billed")
                + ", with the key in " + ServiceFacts.API_KEY_VARIABLE + ":\n  " + RECORD + call + budget + address;
    }
}
