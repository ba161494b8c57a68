package io.github.pixverseopenapi.benchmark.work;

import io.github.pixverseopenapi.benchmark.jmh.JmhRound;
import io.github.pixverseopenapi.benchmark.process.JavaHome;
import java.nio.file.Path;
import java.util.List;

/**
 * Where it is measured.
 *
 * @param javas those that concurrent calls run on; the first runs everything else
 * @param folder for files that are written and thrown away
 * @param sandbox the jar of the command line
 * @param wiremock the jar of WireMock's command line
 * @param generator the jar of OpenAPI Generator's command line
 * @param repository the folder with the document and the templates
 */
public record Setting(
        Scale scale, List<JavaHome> javas, Path folder, Path sandbox, Path wiremock, Path generator, Path repository) {
    public JavaHome java() {
        return javas.get(0);
    }

    JmhRound jmhRound(List<String> jvmOptions) {
        return new JmhRound(scale.warmups(), scale.iterations(), scale.iterationMillis(), jvmOptions);
    }
}
