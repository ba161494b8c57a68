package io.github.pixverseopenapi.benchmark.work;

import io.github.pixverseopenapi.benchmark.client.Contender;
import io.github.pixverseopenapi.benchmark.process.JavaProcess;
import io.github.pixverseopenapi.benchmark.program.ColdStartProgram;
import io.github.pixverseopenapi.benchmark.report.Row;
import io.github.pixverseopenapi.benchmark.server.VideoServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** From the start of a process to the first byte of its request at the server. */
public final class ColdStartWork implements Work {
    private static final int VIDEO_BYTES = 1024;
    private static final String CPU = "cpu";
    private static final String ARCHIVED_CPU = "archivedCpu";
    private static final String TIME = "time";
    private static final String ARCHIVED = Contender.PIXVERSE.title() + ", class data archive";

    @Override
    public List<Row> measure(Setting setting) throws Exception {
        String work = "cold start to the first byte sent";
        Rows rows = new Rows(work, null, null, Contender.PIXVERSE.title(), Contender.OKHTTP.title());
        Rows archived = new Rows(work, null, null, ARCHIVED, Contender.OKHTTP.title());
        Rounds rounds = new Rounds()
                .row(CPU, rows.less("processor time", "s", 1.1))
                .row(ARCHIVED_CPU, archived.less("processor time with a class data archive", "s", 0.6))
                .row(TIME, rows.less("time", "s", null));
        List<String> withArchive = List.of("-XX:SharedArchiveFile=" + archive(setting));
        for (Contender contender : Contender.LIBRARIES) {
            rounds.trial(contender.title(), () -> {
                Map<String, Double> figures = start(setting, contender, List.of());
                return contender == Contender.OKHTTP
                        ? Map.of(CPU, figures.get(CPU), ARCHIVED_CPU, figures.get(CPU), TIME, figures.get(TIME))
                        : figures;
            });
        }
        rounds.trial(ARCHIVED, () -> {
            Map<String, Double> figures = start(setting, Contender.PIXVERSE, withArchive);
            return Map.of(ARCHIVED_CPU, figures.get(CPU), TIME, figures.get(TIME));
        });
        return rounds.run(setting.scale().processRounds());
    }

    /** Writes the classes that a call loads to a file. */
    private static Path archive(Setting setting) throws Exception {
        Path archive = setting.folder().resolve("client.jsa");
        Files.deleteIfExists(archive);
        try (JavaProcess server = JavaProcess.start(setting.java(), List.of(), VideoServer.class, VIDEO_BYTES, 0);
                JavaProcess call = JavaProcess.start(
                        setting.java(),
                        List.of("-XX:ArchiveClassesAtExit=" + archive),
                        ColdStartProgram.class,
                        Contender.PIXVERSE,
                        server.awaitLine(VideoServer.URL))) {
            String unused = call.awaitEnd(setting.scale().limit());
        }
        return archive;
    }

    private static Map<String, Double> start(Setting setting, Contender contender, List<String> options)
            throws Exception {
        long never = setting.scale().limit().toMillis();
        try (JavaProcess server =
                JavaProcess.start(setting.java(), List.of(), VideoServer.class, VIDEO_BYTES, never, "announce")) {
            String url = server.awaitLine(VideoServer.URL);
            try (JavaProcess call =
                    JavaProcess.start(setting.java(), options, ColdStartProgram.class, contender, url)) {
                String unused = server.awaitLine(VideoServer.REQUEST);
                return Map.of(CPU, call.cpuSeconds(), TIME, call.secondsSinceStart());
            }
        }
    }
}
