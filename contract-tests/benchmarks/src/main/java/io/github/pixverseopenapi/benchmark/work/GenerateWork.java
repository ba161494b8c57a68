package io.github.pixverseopenapi.benchmark.work;

import io.github.pixverseopenapi.benchmark.client.Contender;
import io.github.pixverseopenapi.benchmark.process.JavaProcess;
import io.github.pixverseopenapi.benchmark.program.MeasuredMain;
import io.github.pixverseopenapi.benchmark.program.ProgramOutput;
import io.github.pixverseopenapi.benchmark.report.Row;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The generator's command line, then the compiler, on documents with more and more endpoints. */
public final class GenerateWork implements Work {
    private static final String CPU = "cpuSeconds";
    private static final String TIME = "seconds";
    private static final String GENERATOR = "org.openapitools.codegen.OpenAPIGenerator";
    private static final String COMPILER = "com.sun.tools.javac.Main";
    private static final Duration LIMIT = Duration.ofMinutes(30);

    @Override
    public List<Row> measure(Setting setting) throws Exception {
        List<Row> rows = new ArrayList<>();
        for (int endpoints : setting.scale().endpoints()) {
            rows.addAll(measure(setting, endpoints));
        }
        return rows;
    }

    private static List<Row> measure(Setting setting, int endpoints) throws Exception {
        Path original = setting.repository().resolve("openapi/derived/pixverse.json");
        Path document = setting.folder().resolve("document.json");
        Files.writeString(document, GrownDocument.of(Files.readString(original), endpoints));
        Rows rows = new Rows(
                "generate and compile",
                (double) endpoints,
                "endpoints",
                Contender.PIXVERSE.title(),
                Contender.STOCK_RETROFIT.title());
        return new Rounds()
                .row(CPU, rows.less("processor time", "s", null))
                .row(TIME, rows.less("time", "s", null))
                .trial(Contender.PIXVERSE.title(), () -> generateAndCompile(setting, document, ours(setting)))
                .trial(Contender.STOCK_RETROFIT.title(), () -> generateAndCompile(setting, document, stock()))
                .run(setting.scale().rounds());
    }

    private static List<String> ours(Setting setting) {
        Path templates = setting.repository().resolve("generator-templates/java");
        return List.of("-c", templates.resolve("config.yaml").toString(), "-t", templates.toString());
    }

    /** As in the POM. */
    private static List<String> stock() {
        return List.of(
                "-g",
                "java",
                "--library",
                "retrofit2",
                "--additional-properties",
                "useJakartaEe=true",
                "--global-property",
                "apis,apiTests=false,apiDocs=false,models,modelTests=false,modelDocs=false,supportingFiles="
                        + "ApiClient.java:JSON.java:CollectionFormats.java:StringUtil.java:ServerConfiguration.java:"
                        + "ServerVariable.java:ApiKeyAuth.java:HttpBasicAuth.java:HttpBearerAuth.java");
    }

    private static Map<String, Double> generateAndCompile(Setting setting, Path document, List<String> options)
            throws Exception {
        Path output = Files.createTempDirectory(setting.folder(), "generated-");
        String classPath = System.getProperty("java.class.path");
        List<String> generate = new ArrayList<>(List.of(GENERATOR, "generate"));
        generate.addAll(options);
        generate.addAll(List.of("-i", document.toString(), "-o", output.toString()));
        Map<String, Double> generation =
                run(setting, List.of("-cp", setting.generator() + File.pathSeparator + classPath), generate);
        Map<String, Double> compilation = run(
                setting,
                List.of("-cp", classPath),
                List.of(COMPILER, "-proc:none", "-nowarn", "-d", output + "/classes", "@" + sources(output)));
        return Map.of(
                CPU, generation.get(CPU) + compilation.get(CPU), TIME, generation.get(TIME) + compilation.get(TIME));
    }

    private static Path sources(Path output) throws Exception {
        Path list = output.resolve("sources");
        try (Stream<Path> files = Files.walk(output.resolve("src/main/java"))) {
            Files.write(
                    list,
                    files.map(Path::toString)
                            .filter(file -> file.endsWith(".java"))
                            .toList());
        }
        return list;
    }

    private static Map<String, Double> run(Setting setting, List<String> options, List<String> arguments)
            throws Exception {
        try (JavaProcess process =
                JavaProcess.start(setting.java(), options, MeasuredMain.class, arguments.toArray())) {
            Map<String, Double> figures = ProgramOutput.figures(process.awaitEnd(LIMIT));
            figures.put(TIME, process.secondsSinceStart());
            return figures;
        }
    }
}
