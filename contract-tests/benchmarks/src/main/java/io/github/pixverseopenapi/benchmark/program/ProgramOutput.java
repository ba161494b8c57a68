package io.github.pixverseopenapi.benchmark.program;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The figures that a program prints at its end, one on a line: {@code figure NAME VALUE}. */
public final class ProgramOutput {
    private static final String FIGURE = "figure ";
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String PEAK = "VmHWM:";

    private ProgramOutput() {}

    static void print(String name, double value) {
        System.out.println(FIGURE + name + " " + value);
    }

    /** The figures of a finished program. */
    public static Map<String, Double> figures(String output) {
        Map<String, Double> figures = new HashMap<>();
        output.lines().filter(line -> line.startsWith(FIGURE)).forEach(line -> {
            String[] words = line.split(" ", -1);
            figures.put(words[1], Double.valueOf(words[2]));
        });
        return figures;
    }

    /** What the process has cost so far. */
    static void printCosts() throws IOException {
        print(
                "cpuSeconds",
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e9);
        print("peakMebibytes", peakMebibytes());
    }

    /** The largest resident size that this process has had; NaN where the system does not say. */
    private static double peakMebibytes() throws IOException {
        if (!Files.exists(STATUS)) {
            return Double.NaN;
        }
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith(PEAK)) {
                return Double.parseDouble(
                                line.substring(PEAK.length()).replace("kB", "").trim())
                        / 1024;
            }
        }
        return Double.NaN;
    }
}
