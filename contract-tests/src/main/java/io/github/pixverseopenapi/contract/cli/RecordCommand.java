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
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Records calls, of the real service or of a sandbox. */
@Command(
        name = "record",
        description = {
            "Calls the service with the client and keeps what went over the wire as small files without the key.",
            "This is billed: the calls are made only within --budget. The key is taken from the environment variable"
                    + " " + RecordSession.KEY_VARIABLE + ". With --sandbox nothing is billed, and no key is needed."
        })
final class RecordCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--sandbox", description = "Record a sandbox on this machine instead of the service.")
    private boolean sandbox;

    @Option(names = "--base-url", paramLabel = "URL", description = "The server's root; the live service's by default.")
    private String baseUrl;

    @Option(
            names = "--budget",
            paramLabel = "USD",
            converter = UsdConverter.class,
            description = "The most that all calls may cost, in US dollars. Each counts at its highest documented price"
                    + " before it is sent.")
    private BigDecimal budget;

    @Option(names = "--dry-run", description = "Print the plan and what it may cost, and send nothing.")
    private boolean dryRun;

    @Option(names = "--operation", paramLabel = "ID", description = "Only this operation; may be repeated.")
    private List<String> operations = List.of();

    @Option(
            names = "--situation",
            paramLabel = "NAME",
            converter = SituationConverter.class,
            description = "Only this situation; may be repeated. All: ${COMPLETION-CANDIDATES}",
            completionCandidates = SituationNames.class)
    private Set<Scenario> situations = EnumSet.noneOf(Scenario.class);

    @Option(names = "--image-url", paramLabel = "URL", description = "An image that the service can fetch.")
    private String imageUrl;

    @Option(names = "--video-url", paramLabel = "URL", description = "A video that the service can fetch.")
    private String videoUrl;

    @Option(
            names = "--recordings",
            paramLabel = "FOLDER",
            defaultValue = "contract-tests/recordings",
            description = "Where the recordings go; ${DEFAULT-VALUE} by default.")
    private Path recordings;

    @Option(
            names = "--videos",
            paramLabel = "FOLDER",
            defaultValue = "target/recorded-videos",
            description = "Where the videos go, which no recording holds; ${DEFAULT-VALUE} by default.")
    private Path videos;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        RecordSession job = new RecordSession(ApiDocument.load(), System.getenv(), Clock.systemUTC(), line -> {
            out.println(line);
            out.flush();
        });
        try {
            job.run(new RecordOptions(
                    sandbox,
                    Optional.ofNullable(baseUrl),
                    Optional.ofNullable(budget),
                    operations,
                    situations,
                    Optional.ofNullable(imageUrl),
                    Optional.ofNullable(videoUrl),
                    recordings,
                    videos,
                    dryRun));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        return CommandLine.ExitCode.OK;
    }

    /** The situations by the names that files have. */
    static final class SituationNames implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return EnumSet.allOf(Scenario.class).stream()
                    .map(Scenario::toString)
                    .iterator();
        }
    }

    /** Reads such a name. */
    static final class SituationConverter implements ITypeConverter<Scenario> {

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
