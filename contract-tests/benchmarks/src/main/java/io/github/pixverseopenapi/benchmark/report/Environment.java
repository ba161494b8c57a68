package io.github.pixverseopenapi.benchmark.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/** When and on what it was measured. */
public record Environment(
        String date,
        String processor,
        int cores,
        long memoryGibibytes,
        String system,
        List<String> javas,
        String note) {
    private static final Path CPUS = Path.of("/proc/cpuinfo");

    public static Environment current(List<String> javas, String note) throws IOException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Environment(
                LocalDate.now(ZoneOffset.UTC).toString(),
                processorName(),
                Runtime.getRuntime().availableProcessors(),
                Math.round(system.getTotalMemorySize() / (double) (1L << 30)),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                javas,
                note);
    }

    private static String processorName() throws IOException {
        if (!Files.exists(CPUS)) {
            return "unknown processor";
        }
        try (Stream<String> lines = Files.lines(CPUS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse("unknown processor");
        }
    }
}
