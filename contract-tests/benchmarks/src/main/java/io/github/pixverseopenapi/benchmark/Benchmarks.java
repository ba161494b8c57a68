package io.github.pixverseopenapi.benchmark;

import io.github.pixverseopenapi.benchmark.process.JavaHome;
import io.github.pixverseopenapi.benchmark.report.Environment;
import io.github.pixverseopenapi.benchmark.report.Results;
import io.github.pixverseopenapi.benchmark.work.CallWork;
import io.github.pixverseopenapi.benchmark.work.ColdStartWork;
import io.github.pixverseopenapi.benchmark.work.ConcurrentWork;
import io.github.pixverseopenapi.benchmark.work.GenerateWork;
import io.github.pixverseopenapi.benchmark.work.JsonWork;
import io.github.pixverseopenapi.benchmark.work.SandboxWork;
import io.github.pixverseopenapi.benchmark.work.SaveWork;
import io.github.pixverseopenapi.benchmark.work.Scale;
import io.github.pixverseopenapi.benchmark.work.Setting;
import io.github.pixverseopenapi.benchmark.work.TlsCallWork;
import io.github.pixverseopenapi.benchmark.work.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures everything and writes the results: {@code Benchmarks full|goals|smoke WORKS FOLDER}, where the folder is that
 * of this module. Each piece of work adds to {@code target/results}. A full run of all work ends in {@code results},
 * which are committed. The smoke form fails if any contender does; the others, in which peers may, if one of ours does.
 */
public final class Benchmarks {
    private static final int OTHER_JAVA = 25;
    /** A sentence for the results, such as what else the machine did. */
    private static final String NOTE = "pixverse.benchmark.note";

    private Benchmarks() {}

    private static Map<String, Work> works() {
        Map<String, Work> works = new LinkedHashMap<>();
        works.put("call", new CallWork());
        works.put("tls", new TlsCallWork());
        works.put("save", new SaveWork());
        works.put("concurrent", new ConcurrentWork());
        works.put("cold-start", new ColdStartWork());
        works.put("json", new JsonWork());
        works.put("sandbox", new SandboxWork());
        works.put("generate", new GenerateWork());
        return works;
    }

    public static void main(String[] arguments) throws Exception {
        boolean smoke = arguments[0].equals("smoke");
        boolean all = arguments[1].equals("all");
        Map<String, Work> works = works();
        if (!all) {
            works.keySet().retainAll(Set.of(arguments[1].split(",", -1)));
        }
        Path module = Path.of(arguments[2]);
        Path target = module.resolve("target");
        Setting setting = new Setting(
                scale(arguments[0]),
                javas(),
                Files.createDirectories(target.resolve("work")),
                module.resolveSibling("target").resolve("pixverse-contract.jar"),
                target.resolve("wiremock.jar"),
                target.resolve("openapi-generator-cli.jar"),
                module.resolve("../.."));
        Environment environment = Environment.current(
                setting.javas().stream().map(JavaHome::version).toList(), System.getProperty(NOTE, ""));
        Results results = new Results(environment, new ArrayList<>());
        for (Map.Entry<String, Work> work : works.entrySet()) {
            System.out.println(work.getKey());
            results.rows().addAll(work.getValue().measure(setting));
            results.write(target.resolve("results"));
        }
        if (arguments[0].equals("full") && all) {
            results.write(module.resolve("results"));
        }
        results.failures().forEach(System.out::println);
        if (results.rows().isEmpty() || (smoke ? !results.failures().isEmpty() : !results.isComplete())) {
            System.err.println("not measured completely");
            System.exit(1);
        }
    }

    private static Scale scale(String form) {
        return switch (form) {
            case "full" -> Scale.FULL;
            case "goals" -> Scale.GOALS;
            case "smoke" -> Scale.SMOKE;
            default -> throw new IllegalArgumentException("form must be full, goals or smoke, but was " + form);
        };
    }

    /** The current one, and another one if it is installed. */
    private static List<JavaHome> javas() throws IOException {
        List<JavaHome> javas = new ArrayList<>();
        javas.add(JavaHome.current());
        if (javas.get(0).major() != OTHER_JAVA) {
            JavaHome.installed(OTHER_JAVA)
                    .ifPresentOrElse(
                            javas::add,
                            () -> System.out.println("Java " + OTHER_JAVA + " is not measured: none is installed"));
        }
        return javas;
    }
}
