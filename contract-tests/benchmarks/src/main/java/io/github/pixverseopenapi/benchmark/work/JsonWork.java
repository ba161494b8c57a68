package io.github.pixverseopenapi.benchmark.work;

import io.github.pixverseopenapi.benchmark.client.Contender;
import io.github.pixverseopenapi.benchmark.jmh.JmhRound;
import io.github.pixverseopenapi.benchmark.jmh.JsonBenchmark;
import io.github.pixverseopenapi.benchmark.report.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writing and reading a request, and judging what was read. */
public final class JsonWork implements Work {
    private static final String GSON = "Gson, a class by hand";

    @Override
    public List<Row> measure(Setting setting) throws Exception {
        List<Row> rows = new ArrayList<>();
        for (int characters : setting.scale().characters()) {
            rows.addAll(measure(setting, characters, "toJson", "toJson"));
            rows.addAll(measure(setting, characters, "fromJson", "fromJson and violations"));
        }
        return rows;
    }

    private static List<Row> measure(Setting setting, int characters, String method, String figure) throws Exception {
        Rows rows = new Rows(
                "request to JSON and back", (double) characters, "characters", Contender.PIXVERSE.title(), GSON);
        JmhRound round = setting.jmhRound(List.of());
        return new Rounds()
                .row("time", rows.less(figure, "µs", 1.5))
                .row("cpu", rows.less(figure + ", processor time", "µs", null))
                .trial(Contender.PIXVERSE.title(), () -> time(round, method + "Pixverse", characters))
                .trial(GSON, () -> time(round, method + "Gson", characters))
                .run(setting.scale().rounds());
    }

    private static Map<String, Double> time(JmhRound round, String method, int characters) throws Exception {
        JmhRound.Score score =
                round.run(JsonBenchmark.class, method, Map.of("characters", Integer.toString(characters)));
        return Map.of("time", score.micros(), "cpu", score.cpuMicros());
    }
}
