package io.github.pixverseopenapi.contract.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import io.github.pixverseopenapi.contract.cli.ContractCommand;
import io.github.pixverseopenapi.contract.fixtures.TextFiles;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxJob;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that call the service with the client: generate, jobs, credits and upload. */
class ClientCommandsTest {
    private static final String BOAT =
            "{\"key\":\"boat\",\"operation\":\"textToVideo\",\"request\":{\"prompt\":\"A boat\",\"duration\":5,"
                    + "\"quality\":\"540p\",\"aspect_ratio\":\"16:9\",\"motion_mode\":\"normal\"}}";

    private static final String CAR = BOAT.replace("boat", "car");

    /** A key of its own with the request of {@link #BOAT}. */
    private static final String TWIN = BOAT.replace("\"boat\"", "\"car\"");

    private static final String UNKNOWN_ID = "5f0c7a3e-9b1d-4c62-8a57-3d2e6f104b98";

    private final Sandbox sandbox = Sandbox.start();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        sandbox.close();
    }

    private int execute(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--base-url", sandbox.baseUrl(), "--key-file", keyFile()));
        return executeWithoutKey(all.toArray(String[]::new));
    }

    private String keyFile() {
        Path key = folder.resolve("key");
        TextFiles.write(key, sandbox.apiKey());
        return key.toString();
    }

    private int executeWithoutKey(String... arguments) {
        return ContractCommand.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private int generate(String... arguments) {
        return execute(Stream.concat(Stream.of("generate", "--out", folder.toString()), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private String file(String... lines) {
        Path file = folder.resolve("requests.jsonl");
        TextFiles.write(file, String.join("\n", lines) + "\n");
        return file.toString();
    }

    private List<Path> videos() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".mp4")).toList();
        }
    }

    @Test
    void generate_prompt_savesItsVideoOnce() throws Exception {
        assertThat(generate("A paper boat!", "--budget", "1"))
                .as(err.toString())
                .isZero();
        assertThat(generate("A paper boat!", "--budget", "1")).isZero();

        assertThat(videos())
                .singleElement()
                .satisfies(video -> assertThat(video.getFileName().toString()).startsWith("a-paper-boat-"));
        assertThat(sandbox.jobs()).hasSize(1);
        assertThat(out.toString()).contains("1 of 1 videos saved, at most $").doesNotContain(sandbox.apiKey());
    }

    @Test
    void generate_fields_areSent() {
        assertThat(generate("A boat", "--budget", "1", "--field", "seed=7", "--field", "quality=720p"))
                .isZero();

        assertThat(sandbox.journal().get(0).bodyText()).contains("\"seed\":7").contains("\"quality\":\"720p\"");
    }

    @Test
    void generate_file_savesAllAsJson() {
        String file = file(BOAT, "", CAR);

        assertThat(generate("--file", file, "--budget", "2", "--parallel", "2", "--json"))
                .as(err.toString())
                .isZero();

        JsonObject result = JsonParser.parseString(out.toString()).getAsJsonObject();
        assertThat(result.get("complete").getAsBoolean()).isTrue();
        assertThat(result.getAsJsonArray("entries")).hasSize(2);
        assertThat(folder.resolve("boat.mp4")).exists();
        assertThat(folder.resolve("car.mp4")).exists();
    }

    @Test
    void generate_fileAgain_needsResume() {
        String file = file(BOAT);
        assertThat(generate("--file", file, "--budget", "2")).isZero();

        assertThat(generate("--file", file, "--budget", "2")).isEqualTo(2);
        assertThat(err.toString()).contains("--out must be a folder without a journal unless --resume is set");
        assertThat(generate("--file", file, "--budget", "2", "--resume")).isZero();
        assertThat(sandbox.jobs()).hasSize(1);
    }

    @Test
    void generate_resumeWithoutAJournal_isRejected() {
        assertThat(generate("--file", file(BOAT), "--budget", "2", "--resume")).isEqualTo(2);

        assertThat(err.toString()).contains("--out must be the folder of an earlier run, with its journal");
        assertThat(sandbox.journal()).isEmpty();
    }

    @Test
    void generate_keyOfTheJournalThatTheFileLacks_saysWhatToDo() {
        assertThat(generate("--file", file(BOAT, CAR), "--budget", "2")).isZero();

        assertThat(generate("--file", file(BOAT), "--budget", "2", "--resume")).isEqualTo(2);
        assertThat(err.toString())
                .contains("journal " + folder.resolve("batch.journal"))
                .contains(
                        "--file must have its key car, but it is missing. Add its request again, or use another --out")
                .hasLineCount(1);
    }

    @Test
    void generate_keyOfTheFileThatTheJournalLacks_isSent() {
        assertThat(generate("--file", file(BOAT), "--budget", "2")).isZero();

        assertThat(generate("--file", file(BOAT, CAR), "--budget", "2", "--resume"))
                .isZero();
        assertThat(sandbox.jobs()).hasSize(2);
    }

    @Test
    void generate_fileOfAnUnknownKey_saysWhatToDo() {
        TextFiles.write(folder.resolve("boat.mp4"), "another video");

        assertThat(generate("--file", file(BOAT), "--budget", "2")).isEqualTo(2);
        assertThat(err.toString())
                .contains("target of key boat must not exist, because journal " + folder.resolve("batch.journal"))
                .contains("Move the file away, or use another folder")
                .hasLineCount(1);
    }

    @Test
    void generate_otherRequestForAKeyOfTheJournal_saysWhatToDo() {
        assertThat(generate("--file", file(BOAT), "--budget", "2")).isZero();

        assertThat(generate("--file", file(BOAT.replace("A boat", "A ship")), "--budget", "2", "--resume"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("key boat must have the request that the journal has")
                .contains("Restore that request, or give the new one another key")
                .hasLineCount(1);
    }

    /** Two equal requests that were being sent when the process was killed, both of which have a job. */
    private List<String> twinsOfACrash() {
        String line = "{\"key\":\"KEY\",\"event\":\"SENDING\",\"operation\":\"submitTextToVideo\",\"at\":"
                + System.currentTimeMillis() + ",\"usd\":1.00,\"request\":"
                + JsonParser.parseString(BOAT).getAsJsonObject().get("request") + "}\n";
        TextFiles.write(
                folder.resolve("batch.journal"),
                "{\"journal\":\"pixverse-batch\",\"version\":1}\n" + line.replace("KEY", "boat")
                        + line.replace("KEY", "car"));
        try (PixverseClient client = PixverseClient.builder()
                .apiKey(sandbox.apiKey())
                .baseUrl(sandbox.baseUrl())
                .build()) {
            TextToVideoRequest request =
                    TextToVideoRequest.builder().prompt("A boat").build();
            return List.of(client.submit(request).id(), client.submit(request).id());
        }
    }

    private int resumeTwins(String... decisions) {
        List<String> arguments = new ArrayList<>(List.of("--file", file(BOAT, TWIN), "--budget", "3", "--resume"));
        arguments.addAll(List.of(decisions));
        return generate(arguments.toArray(String[]::new));
    }

    @Test
    void generate_unclearKeys_areReportedWithCandidatesAndWhatToDo() {
        List<String> jobs = twinsOfACrash();

        assertThat(resumeTwins()).isEqualTo(1);

        assertThat(out.toString())
                .contains("boat: UNCLEAR", "car: UNCLEAR")
                .contains("  candidate: job " + jobs.get(0) + "  COMPLETED  ", "  $", "  " + sandbox.baseUrl())
                .contains("  candidate: job " + jobs.get(1))
                .contains("add --assign boat=JOB_ID with the id of its candidate", "or --resend boat", "--resume");
    }

    @Test
    void generate_unclearKeysAsJson_haveTheirCandidates() {
        List<String> jobs = twinsOfACrash();

        resumeTwins("--json");

        JsonObject candidate = JsonParser.parseString(out.toString())
                .getAsJsonObject()
                .getAsJsonArray("entries")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("candidates")
                .get(0)
                .getAsJsonObject();
        assertThat(jobs).contains(candidate.get("job").getAsString());
        assertThat(candidate.keySet()).containsExactly("job", "state", "created", "usd", "address");
    }

    @Test
    void generate_assign_savesTheVideosOfTheJobs() {
        List<String> jobs = twinsOfACrash();

        assertThat(resumeTwins("--assign", "boat=" + jobs.get(0), "--assign", "car=" + jobs.get(1)))
                .as(err.toString())
                .isZero();
        assertThat(folder.resolve("boat.mp4")).isNotEmptyFile();
        assertThat(folder.resolve("car.mp4")).isNotEmptyFile();
        assertThat(sandbox.jobs()).hasSize(2);
    }

    @Test
    void generate_resend_sendsTheRequestAgain() {
        List<String> jobs = twinsOfACrash();

        assertThat(resumeTwins("--assign", "boat=" + jobs.get(0), "--resend", "car"))
                .as(err.toString())
                .isZero();
        assertThat(sandbox.jobs()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--resume --assign boat|--assign must be KEY=JOB_ID, but was boat",
                "--resume --assign boat=a/b|--assign: id must be 1 to 100 letters",
                "--resume --assign nobody=1|--assign must name a key of the input, but was nobody",
                "--resume --resend nobody|--resend must name a key of the input, but was nobody",
                "--resume --assign boat=1 --resend boat|--resend must name a key that no other option names, but was boat",
                "--resume --assign boat=1 --assign boat=2|--assign must name a key that no other option names, but was boat",
                "--resume --assign boat=1 --assign car=1|--assign must name a job of its own for each key, but was 1",
                "--assign boat=1|--out must be a folder without a journal unless --resume is set"
            })
    void generate_invalidDecision_changesNothing(String options, String message) {
        twinsOfACrash();
        int before = sandbox.journal().size();
        String journal = TextFiles.read(folder.resolve("batch.journal"));
        List<String> arguments = new ArrayList<>(List.of("--file", file(BOAT, TWIN), "--budget", "3"));
        arguments.addAll(List.of(options.split(" ")));

        assertThat(generate(arguments.toArray(String[]::new))).isEqualTo(2);
        assertThat(err.toString()).contains("generate: " + message).hasLineCount(1);
        assertThat(folder.resolve("batch.journal")).hasContent(journal);
        assertThat(sandbox.journal()).hasSize(before);
    }

    @Test
    void generate_decisionForAKnownKey_saysWhichWereWritten() {
        String job = twinsOfACrash().get(0);
        String file = file(BOAT, TWIN);
        assertThat(generate("--file", file, "--budget", "3", "--resume", "--assign", "boat=" + job, "--resend", "car"))
                .isZero();

        assertThat(generate("--file", file, "--budget", "3", "--resume", "--resend", "car"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("--resend: key must be one that journal ", " has as being sent, but was car")
                .hasLineCount(1);
    }

    @Test
    void generate_decisionWithoutAJournal_isRejected() {
        assertThat(generate("A boat", "--budget", "1", "--resend", "a-boat")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--resend must name a key of the input")
                .hasLineCount(1);
        assertThat(sandbox.journal()).isEmpty();
    }

    @Test
    void generate_shortLine_getsTheDefaults() {
        String line = "{\"key\":\"boat\",\"operation\":\"textToVideo\",\"request\":{\"prompt\":\"A boat\"}}";

        assertThat(generate("--file", file(line), "--budget", "2"))
                .as(err.toString())
                .isZero();
        assertThat(sandbox.journal().get(0).bodyText()).contains("\"quality\":\"540p\"");
    }

    @Test
    void generate_outThatIsAFile_isRejected() {
        assertThat(execute("generate", "A boat", "--budget", "1", "--out", file(BOAT)))
                .isEqualTo(2);
        assertThat(sandbox.journal()).isEmpty();
    }

    @Test
    void generate_jobThatFails_endsWith1() {
        sandbox.failNextJob("The prompt was rejected.");

        assertThat(generate("A boat", "--budget", "1")).isEqualTo(1);
        assertThat(out.toString())
                .contains(": FAILED (")
                .contains("The prompt was rejected.")
                .contains("0 of 1 videos saved, at most $0");
    }

    @Test
    void generate_dryRun_needsNoKeyAndSendsNothing() {
        assertThat(executeWithoutKey("generate", "--file", file(BOAT, CAR), "--dry-run"))
                .isZero();

        assertThat(out.toString()).isEqualToIgnoringNewLines("2 videos, $0.750 to $2.00; nothing was sent");
        assertThat(sandbox.journal()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nonsense|line 2 of FILE must be a JSON object with the text \"key\"",
                "{\"key\":\"b\",\"operation\":\"textToVideo\",\"request\":{},\"duration\":8}|line 2 of FILE must be a JSON",
                "{\"key\":\"b\"}|line 2 of FILE must be a JSON object with the text \"key\"",
                "{\"key\":\"b\",\"operation\":\"x\",\"request\":{}}|line 2 of FILE: operation must be one of",
                "{\"key\":\"boat\",\"operation\":\"textToVideo\",\"request\":{}}|key of line 2 of FILE must be used once, but was"
                        + " \"boat\", as in line 1",
                "{\"key\":\"Boat\",\"operation\":\"textToVideo\",\"request\":{}}|key of line 2 of FILE must differ from"
                        + " \"boat\" of line 1 in more than case, because some file systems ignore case, but was \"Boat\"",
                "{\"key\":\"a/b\",\"operation\":\"textToVideo\",\"request\":{\"prompt\":\"A\"}}|key must be 1 to 200 of A-Z,"
                        + " a-z, 0-9, '.', '_' and '-', not beginning with '.', but was \"a/b\"",
                "{\"key\":\"b\",\"operation\":\"textToVideo\",\"request\":{\"prompt\":\"A\",\"x\":1}}|line 2 of FILE:"
                        + " x must be a field of TextToVideoRequest, but was 1",
                "{\"key\":\"b\",\"operation\":\"textToVideo\",\"request\":{\"qualty\":1}}|line 2 of FILE: prompt must be"
            })
    void generate_badLine_namesItAndSendsNothing(String line, String message) {
        String file = file(BOAT, line);

        assertThat(generate("--file", file, "--budget", "5")).isEqualTo(2);

        assertThat(err.toString()).contains(message.replace("FILE", file)).hasLineCount(1);
        assertThat(sandbox.journal()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A boat|--budget must be set, because the videos may cost $0.375 to $1.00, but was missing",
                "A boat --budget 0.5|generate: --budget must be at least the documented upper price of key a-boat",
                "--budget 1|The input must be either a PROMPT or --file, but was missing",
                "A boat --budget 1 --file x|The input must be either a PROMPT or --file, but was both",
                "--file nowhere --budget 1|nowhere must be a readable file, but was NoSuchFileException",
                "A boat --budget 1 --parallel 0|generate: --parallel must be from 1 to 10000, but was 0",
                "A boat --budget 1 --per-minute 0|generate: --per-minute must be from 1 to 2147483647, but was 0",
                "A boat --budget 1 --operation x|generate: --operation must be one of",
                "A boat --budget 1 --field quality=9p|generate: --field: quality must be one of",
                "A boat --budget 1 --operation imageToVideo|generate: --field: image_url must be",
                "A boat --budget 1 --field qualty=1|--field: qualty must be a field of TextToVideoRequest (did you mean"
                        + " \"quality\"?), but was 1"
            })
    void generate_invalidOptions_areRejected(String arguments, String message) {
        String[] split = arguments.replace("A boat", "A_boat").split(" ");

        assertThat(generate(split)).isEqualTo(2);

        assertThat(err.toString()).contains(message).hasLineCount(1);
        assertThat(sandbox.journal()).isEmpty();
    }

    @Test
    void commands_withoutAKey_areRejected() {
        assertThat(executeWithoutKey("credits", "--key-from-env", "PIXVERSE_TEST_NO_KEY"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--key-from-env: the variable PIXVERSE_TEST_NO_KEY must be an API key");
    }

    @Test
    void commands_withTwoSourcesOfTheKey_areRejected() {
        assertThat(executeWithoutKey("credits", "--key-from-env", "PATH", "--key-file", "key"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("--key-from-env=NAME, --key-file=FILE are mutually exclusive")
                .hasLineCount(1);
    }

    @Test
    void jobs_ofAnId_areListedAwaitedAndSaved() {
        generate("A boat", "--budget", "1");
        SandboxJob job = sandbox.jobs().get(0);
        Path target = folder.resolve("again.mp4");

        assertThat(execute("jobs", "list")).as(err.toString()).isZero();
        assertThat(out.toString()).contains(job.id() + "  COMPLETED  pixverse-text2video");
        assertThat(execute("jobs", "wait", job.id())).isZero();
        assertThat(out.toString()).contains("COMPLETED");
        assertThat(execute("jobs", "fetch", job.id(), "--out", target.toString()))
                .isZero();
        assertThat(target).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", ""})
    void jobs_invalidId_isRejected(String id) {
        assertThat(execute("jobs", "wait", id)).isEqualTo(2);
        assertThat(err.toString()).contains("wait: ID must be 1 to 100 letters").hasLineCount(1);
        assertThat(sandbox.journal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait", "fetch"})
    void jobs_unknownId_areSaidNotToExist(String command) {
        List<String> arguments = new ArrayList<>(List.of("jobs", command, UNKNOWN_ID, "--timeout", "3"));
        arguments.addAll(command.equals("fetch") ? List.of("--out", folder.toString()) : List.of());

        assertThat(execute(arguments.toArray(String[]::new))).isEqualTo(1);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("pixverse-contract jobs " + command + ": no job or record of " + UNKNOWN_ID
                        + " exists: the id is wrong, or its record has expired, which is kept for a shorter"
                        + " time than its file");
    }

    @Test
    void jobs_fetchIntoAFolder_savesTheVideoUnderItsId() {
        generate("A boat", "--budget", "1");
        String id = sandbox.jobs().get(0).id();

        assertThat(execute("jobs", "fetch", id, "--out", folder.toString()))
                .as(err.toString())
                .isZero();
        assertThat(folder.resolve(id + ".mp4")).isNotEmptyFile();
        assertThat(out.toString()).contains(folder.resolve(id + ".mp4").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"key/video.mp4", "directory.mp4"})
    void jobs_fetchToAnUnusableTarget_requestsNothing(String target) throws Exception {
        Files.createDirectories(folder.resolve("directory.mp4").resolve(UNKNOWN_ID + ".mp4"));

        assertThat(execute(
                        "jobs",
                        "fetch",
                        UNKNOWN_ID,
                        "--out",
                        folder.resolve(target).toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("fetch: --out must be a folder, or a writable file in a folder that exists or can be created")
                .hasLineCount(1);
        assertThat(sandbox.journal()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"--page, 0", "--per-page, 0", "--per-page, 101"})
    void jobs_listOfAnInvalidPage_requestsNothing(String option, String value) {
        assertThat(execute("jobs", "list", option, value)).isEqualTo(2);
        assertThat(err.toString())
                .contains("list: " + option + " must be ", ", but was ", value)
                .hasLineCount(1);
        assertThat(sandbox.journal()).isEmpty();
    }

    @Test
    void jobs_zeroTimeout_isRejected() {
        assertThat(execute("jobs", "wait", UNKNOWN_ID, "--timeout", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("wait: --timeout must be from 1 ms to 2147483.647 s, but was 0 s");
    }

    @Test
    void credits_arePrinted() {
        assertThat(execute("credits")).as(err.toString()).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("credits: 100.0, free credits: 0.0");
    }

    @Test
    void upload_printsTheAddress() throws Exception {
        generate("A boat", "--budget", "1");
        out.getBuffer().setLength(0);

        assertThat(execute("upload", videos().get(0).toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).startsWith(sandbox.baseUrl());
    }

    @Test
    void upload_missingFile_isRejected() {
        assertThat(execute("upload", folder.resolve("none.png").toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains("upload: FILE must be a readable file, but was ", "none.png")
                .hasLineCount(1);
    }

    @Test
    void baseUrl_invalid_isNamedAsItsOption() {
        assertThat(executeWithoutKey("credits", "--base-url", "nowhere", "--key-file", keyFile()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("credits: --base-url must be").hasLineCount(1);
    }
}
