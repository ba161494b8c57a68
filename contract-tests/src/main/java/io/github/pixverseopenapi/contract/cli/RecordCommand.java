package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.record.RecordOptions;
import io.github.pixverseopenapi.contract.record.RecordSession;
import io.github.pixverseopenapi.contract.record.Scenario;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Records calls of the service or of a sandbox. */
@Command(
        name = "record",
        description = {
            "Calls the service with the client and records requests and responses as small files without the key.",
            "Calls are billed and require --budget and a key. With --sandbox calls are free and require no key."
        })
final class RecordCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--sandbox", description = "Record a local sandbox instead of the service.")
    private boolean sandbox;

    @Mixin
    private BaseUrlOption baseUrl;

    @ArgGroup
    private KeyOptions keys = new KeyOptions();

    @Option(
            names = "--budget",
            paramLabel = "USD",
            converter = UsdConverter.class,
            description =
                    "Maximum cost of all calls in US dollars. Each is counted at its highest documented price before"
                            + " it is sent.")
    private BigDecimal budget;

    @Option(names = "--dry-run", description = "Print the plan and its maximum cost; send nothing.")
    private boolean dryRun;

    @Option(names = "--operation", paramLabel = "ID", description = "Record this operation only; may be repeated.")
    private List<String> operations = List.of();

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            converter = ScenarioConverter.class,
            description = "Record this scenario only; may be repeated. All: ${COMPLETION-CANDIDATES}",
            completionCandidates = ScenarioNames.class)
    private Set<Scenario> scenarios = EnumSet.noneOf(Scenario.class);

    @Option(names = "--image-url", paramLabel = "URL", description = "URL of an image that the service can fetch.")
    private String imageUrl;

    @Option(names = "--video-url", paramLabel = "URL", description = "URL of a video that the service can fetch.")
    private String videoUrl;

    @Option(
            names = "--recordings",
            paramLabel = "FOLDER",
            defaultValue = "contract-tests/recordings",
            description = "Folder for the recordings; ${DEFAULT-VALUE} by default.")
    private Path recordings;

    @Option(
            names = "--videos",
            paramLabel = "FOLDER",
            defaultValue = "target/recorded-videos",
            description = "Folder for the videos, which recordings omit; ${DEFAULT-VALUE} by default.")
    private Path videos;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        RecordSession session =
                new RecordSession(ApiDocument.load(), () -> keys.key(System.getenv()), Clock.systemUTC(), line -> {
                    out.println(line);
                    out.flush();
                });
        try {
            if (sandbox && keys.any()) {
                throw new IllegalArgumentException("--sandbox must not be combined with --key-file or --key-from-env");
            }
            session.run(new RecordOptions(
                    sandbox,
                    sandbox ? baseUrl.given() : baseUrl.url(System.getenv()),
                    Optional.ofNullable(budget),
                    operations,
                    scenarios,
                    Optional.ofNullable(imageUrl),
                    Optional.ofNullable(videoUrl),
                    recordings,
                    videos,
                    dryRun));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), baseUrl.withSource(e.getMessage()), e);
        }
        return ExitCodes.SUCCESS;
    }

    /** The names of the scenarios. */
    static final class ScenarioNames implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return EnumSet.allOf(Scenario.class).stream()
                    .map(Scenario::toString)
                    .iterator();
        }
    }

    /** Parses the name of a scenario. */
    static final class ScenarioConverter implements ITypeConverter<Scenario> {

        @Override
        public Scenario convert(String name) {
            try {
                return Scenario.of(name);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
