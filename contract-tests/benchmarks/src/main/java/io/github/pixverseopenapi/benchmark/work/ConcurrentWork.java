package io.github.pixverseopenapi.benchmark.work;

import io.github.pixverseopenapi.benchmark.client.Contender;
import io.github.pixverseopenapi.benchmark.process.JavaHome;
import io.github.pixverseopenapi.benchmark.process.JavaProcess;
import io.github.pixverseopenapi.benchmark.program.ConcurrentProgram;
import io.github.pixverseopenapi.benchmark.program.ProgramOutput;
import io.github.pixverseopenapi.benchmark.report.Row;
import io.github.pixverseopenapi.benchmark.server.VideoServer;
import java.util.ArrayList;
import java.util.List;

/** Calls of a second that all start at once, in a process of their own. */
public final class ConcurrentWork implements Work {
    private static final int VIDEO_BYTES = 1024;
    private static final int GOAL_CALLS = 5000;

    @Override
    public List<Row> measure(Setting setting) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (JavaProcess server = JavaProcess.start(
                setting.java(),
                List.of(),
                VideoServer.class,
                VIDEO_BYTES,
                setting.scale().callMillis())) {
            String url = server.awaitLine(VideoServer.URL);
            for (JavaHome java : setting.javas()) {
                for (int calls : setting.scale().concurrentCalls()) {
                    rows.addAll(measure(setting, java, url, calls));
                }
            }
        }
        return rows;
    }

    private static List<Row> measure(Setting setting, JavaHome java, String url, int calls) throws Exception {
        Rows rows = new Rows(
                "concurrent calls of a second, Java " + java.major(),
                (double) calls,
                "calls",
                Contender.PIXVERSE.title(),
                Contender.OKHTTP.title());
        Rounds rounds = new Rounds()
                .row("seconds", rows.less("time", "s", calls == GOAL_CALLS ? 1.15 : null))
                .row("threads", rows.less("platform threads", "threads", null))
                .row("cpuSeconds", rows.less("processor time", "s", null))
                .row("peakMebibytes", rows.less("peak memory of the process", "MiB", null));
        for (Contender contender : Contender.LIBRARIES) {
            rounds.trial(contender.title(), () -> {
                try (JavaProcess process =
                        JavaProcess.start(java, List.of(), ConcurrentProgram.class, contender, url, calls)) {
                    return ProgramOutput.figures(
                            process.awaitEnd(setting.scale().limit()));
                }
            });
        }
        return rounds.run(setting.scale().rounds());
    }
}
