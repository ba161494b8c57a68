package io.github.pixverseopenapi.benchmark.program;

import io.github.pixverseopenapi.benchmark.client.Contender;
import io.github.pixverseopenapi.benchmark.client.VideoClient;

/** A program that makes one call: {@code ColdStartProgram CONTENDER URL}. */
public final class ColdStartProgram {
    private ColdStartProgram() {}

    public static void main(String[] arguments) throws Exception {
        try (VideoClient client = Contender.valueOf(arguments[0]).connect(arguments[1], 1)) {
            byte[] unused = client.generate();
        }
    }
}
