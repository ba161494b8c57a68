package io.github.pixverseopenapi.benchmark.work;

import io.github.pixverseopenapi.benchmark.client.Contender;
import io.github.pixverseopenapi.benchmark.process.JavaProcess;
import io.github.pixverseopenapi.benchmark.program.ProgramOutput;
import io.github.pixverseopenapi.benchmark.program.SaveProgram;
import io.github.pixverseopenapi.benchmark.report.Row;
import io.github.pixverseopenapi.benchmark.server.VideoServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A process with a heap of 32 MiB that saves one video, from its start to its end. */
public final class SaveWork implements Work {
    private static final int GOAL_MEBIBYTES = 1024;
    private static final int MANY_MEBIBYTES = 1024;
    private static final int FEW_ROUNDS = 2;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final List<Contender> CONTENDERS = List.of(
            Contender.PIXVERSE,
            Contender.OKHTTP_FSYNC,
            Contender.OKHTTP,
            Contender.JDK,
            Contender.STOCK_RETROFIT,
            Contender.STOCK_NATIVE);

    @Override
    public List<Row> measure(Setting setting) throws Exception {
        List<Row> rows = new ArrayList<>();
        for (int mebibytes : setting.scale().mebibytes()) {
            rows.addAll(measure(setting, mebibytes));
        }
        return rows;
    }

    private static List<Row> measure(Setting setting, int mebibytes) throws Exception {
        Rows rows = new Rows(
                "save at 32 MiB heap",
                (double) mebibytes,
                "MiB",
                Contender.PIXVERSE.title(),
                Contender.OKHTTP_FSYNC.title());
        Rounds rounds = new Rounds()
                .row("seconds", rows.less("time of the process", "s", mebibytes == GOAL_MEBIBYTES ? 1.0 : null))
                .row("cpuSeconds", rows.less("processor time", "s", null))
                .row("peakMebibytes", rows.less("peak memory of the process", "MiB", null));
        long bytes = (long) mebibytes << 20;
        try (JavaProcess server = JavaProcess.start(setting.java(), List.of(), VideoServer.class, bytes, 0)) {
            String url = server.awaitLine(VideoServer.URL);
            for (Contender contender : CONTENDERS) {
                rounds.trial(contender.title(), () -> save(setting, contender, url, bytes));
            }
            int all = setting.scale().rounds();
            return rounds.run(mebibytes > MANY_MEBIBYTES ? Math.min(FEW_ROUNDS, all) : all);
        }
    }

    private static Map<String, Double> save(Setting setting, Contender contender, String url, long bytes)
            throws Exception {
        Path file = setting.folder().resolve("video.mp4");
        Files.deleteIfExists(file);
        // The stock native client writes to the temporary folder first: on the same disk, as for all.
        List<String> options = List.of("-Xmx32m", "-Djava.io.tmpdir=" + setting.folder());
        try (JavaProcess process =
                JavaProcess.start(setting.java(), options, SaveProgram.class, contender, url, file, bytes)) {
            String output = process.awaitEnd(LIMIT);
            Map<String, Double> figures = new HashMap<>(ProgramOutput.figures(output));
            figures.put("seconds", process.secondsSinceStart());
            return figures;
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
