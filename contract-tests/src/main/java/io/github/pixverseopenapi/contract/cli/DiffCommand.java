package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.contract.diff.DiffFormat;
import io.github.pixverseopenapi.contract.diff.DocumentDiff;
import io.github.pixverseopenapi.contract.document.Message;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Compares two versions of the document. */
@Command(
        name = "diff",
        description = {
            "Compares two versions of the document: which requests and responses the new one accepts or rejects that the"
                    + " old one does not. Both validate the same samples, which are derived from the schemas and examples"
                    + " of both.",
            "These break callers of the client: an operation that is removed or renamed, a request that is now rejected,"
                    + " and a response that is now accepted, unless it is an error status that the old document does not"
                    + " list. Parameters in paths, prices and texts are not compared."
        },
        exitCodeOnExecutionException = ExitCodes.INVALID,
        exitCodeList = {
            "0:no breaking change",
            "1:a breaking change",
            "2:invalid usage or input, such as a file that is no supported document",
            ExitCodes.INTERRUPTED_HELP
        })
final class DiffCommand implements Callable<Integer> {

    private static final String OLD = "OLD";
    private static final String NEW = "NEW";

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = OLD, description = "The file of the old document.")
    private Path oldFile;

    @Parameters(index = "1", paramLabel = NEW, description = "The file of the new document.")
    private Path newFile;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            defaultValue = "text",
            converter = FormatConverter.class,
            description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default.")
    private DiffFormat format;

    @Override
    public Integer call() {
        DocumentDiff diff;
        try {
            diff = DocumentDiff.of(DocumentFile.read(OLD, oldFile), DocumentFile.read(NEW, newFile));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(format.render(diff));
        out.flush();
        return diff.isBreaking() ? ExitCodes.FAILURE : ExitCodes.SUCCESS;
    }

    /** Parses the name of a format. */
    static final class FormatConverter implements ITypeConverter<DiffFormat> {

        @Override
        public DiffFormat convert(String name) {
            for (DiffFormat format : DiffFormat.values()) {
                if (format.toString().equals(name)) {
                    return format;
                }
            }
            throw new TypeConversionException(Message.mustBe("text, markdown or json", "'" + name + "'"));
        }
    }
}
