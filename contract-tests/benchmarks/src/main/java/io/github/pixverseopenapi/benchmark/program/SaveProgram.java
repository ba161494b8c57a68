package io.github.pixverseopenapi.benchmark.program;

import io.github.pixverseopenapi.benchmark.client.Contender;
import io.github.pixverseopenapi.benchmark.client.VideoClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that saves one video: {@code SaveProgram CONTENDER URL FILE BYTES}. */
public final class SaveProgram {
    private SaveProgram() {}

    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[2]);
        try (VideoClient client = Contender.valueOf(arguments[0]).connect(arguments[1], 1)) {
            client.save(file);
        }
        if (Files.size(file) != Long.parseLong(arguments[3])) {
            throw new IOException(file + " must have " + arguments[3] + " bytes, but has " + Files.size(file));
        }
        ProgramOutput.printCosts();
    }
}
