package io.github.pixverseopenapi.benchmark.work;

import io.github.pixverseopenapi.benchmark.client.Contender;
import io.github.pixverseopenapi.benchmark.jmh.CallBenchmark;
import io.github.pixverseopenapi.benchmark.jmh.JmhRound;
import io.github.pixverseopenapi.benchmark.process.JavaProcess;
import io.github.pixverseopenapi.benchmark.report.Row;
import io.github.pixverseopenapi.benchmark.server.VideoServer;
import java.util.List;
import java.util.Map;

/** A blocking call whose video has 1 kB. */
public final class CallWork implements Work {
    private static final int VIDEO_BYTES = 1024;
    private static final String TIME = "time";
    private static final String CPU = "cpu";
    private static final String ALLOCATION = "allocation";

    @Override
    public List<Row> measure(Setting setting) throws Exception {
        Rows rows = new Rows("blocking call, 1 kB", null, null, Contender.PIXVERSE.title(), Contender.OKHTTP.title());
        Rounds rounds = new Rounds()
                .row(TIME, rows.less("time", "µs", 1.05))
                .row(CPU, rows.less("processor time", "µs", null))
                .row(ALLOCATION, rows.less("allocation", "bytes", 1.3));
        try (JavaProcess server = JavaProcess.start(setting.java(), List.of(), VideoServer.class, VIDEO_BYTES, 0)) {
            return measure(setting, rounds, server, List.of());
        }
    }

    static List<Row> measure(Setting setting, Rounds rounds, JavaProcess server, List<String> jvmOptions)
            throws Exception {
        String url = server.awaitLine(VideoServer.URL);
        JmhRound round = setting.jmhRound(jvmOptions);
        for (Contender contender : Contender.values()) {
            if (contender != Contender.OKHTTP_FSYNC) {
                rounds.trial(contender.title(), () -> {
                    JmhRound.Score score =
                            round.run(CallBenchmark.class, "call", Map.of("contender", contender.name(), "url", url));
                    return Map.of(TIME, score.micros(), CPU, score.cpuMicros(), ALLOCATION, score.allocatedBytes());
                });
            }
        }
        return rounds.run(setting.scale().rounds());
    }
}
