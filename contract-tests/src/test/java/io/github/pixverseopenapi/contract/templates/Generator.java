package io.github.pixverseopenapi.contract.templates;

import static java.util.stream.Collectors.joining;

import com.samskivert.mustache.Mustache;
import java.nio.file.Path;
import org.openapitools.codegen.ClientOptInput;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;
import org.openapitools.codegen.config.GlobalSettings;
import org.openapitools.codegen.templating.MustacheEngineAdapter;

/** Runs OpenAPI Generator in this process, with the build's settings and other folders. */
record Generator(TemplateDirectory templates, Path document, Mustache.Compiler compiler) {
    static final Path DOCUMENT = Path.of("..", "openapi", "pixverse.yaml");

    Generator(TemplateDirectory templates, Path document) {
        this(templates, document, Mustache.compiler());
    }

    @SuppressWarnings("deprecation") // The input's config cannot otherwise accept an existing engine.
    Generated into(Path output) {
        MustacheEngineAdapter mustache = new MustacheEngineAdapter();
        mustache.setCompiler(compiler);
        try {
            ClientOptInput input =
                    CodegenConfigurator.fromFile(config(output).toString()).toClientOptInput();
            input.getConfig().setTemplatingEngine(mustache);
            new DefaultGenerator().opts(input).generate();
        } finally {
            GlobalSettings.reset();
        }
        return Generated.in(output);
    }

    /** The generator resolves the template directory when it reads the file, so setting it later has no effect. */
    private Path config(Path output) {
        String settings = TextFiles.read(templates.path().resolve("config.yaml"))
                .lines()
                .filter(line -> !line.matches("(inputSpec|templateDir|outputDir):.*"))
                .collect(joining("\n"));
        Path config = output.resolveSibling(output.getFileName() + ".yaml");
        TextFiles.write(
                config,
                String.join(
                        "\n",
                        settings,
                        "inputSpec: '" + document.toAbsolutePath() + "'",
                        "templateDir: '" + templates.path().toAbsolutePath() + "'",
                        "outputDir: '" + output.toAbsolutePath() + "'",
                        "quiet: true"));
        return config;
    }
}
