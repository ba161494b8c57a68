package io.github.pixverseopenapi.contract.soak;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The threads of this JVM. */
final class LiveThreads {
    private static final int FIRST_JAVA_WITH_VIRTUAL_THREADS = 21;
    private static final Pattern VIRTUAL = Pattern.compile("#\\d+ \"([^\"]*)\" virtual.*");

    private LiveThreads() {}

    /** Their names, those of virtual threads included. */
    static List<String> names() {
        Stream<String> platform = Thread.getAllStackTraces().keySet().stream().map(Thread::getName);
        return Stream.concat(platform, virtual()).toList();
    }

    /** Virtual threads are listed in dumps only. */
    private static Stream<String> virtual() {
        if (Runtime.version().feature() < FIRST_JAVA_WITH_VIRTUAL_THREADS) {
            return Stream.empty();
        }
        try {
            Path folder = Files.createTempDirectory("soak");
            Path dump = folder.resolve("threads.txt");
            try {
                dump(dump);
                return Files.readAllLines(dump).stream()
                        .map(VIRTUAL::matcher)
                        .filter(Matcher::matches)
                        .map(line -> line.group(1));
            } finally {
                Files.deleteIfExists(dump);
                Files.delete(folder);
            }
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException("This Java does not list its threads.", e);
        }
    }

    /** HotSpotDiagnosticMXBean.dumpThreads(file, TEXT_PLAIN), which Java 17 does not know. */
    private static void dump(Path file) throws ReflectiveOperationException {
        Class<? extends PlatformManagedObject> type =
                Class.forName("com.sun.management.HotSpotDiagnosticMXBean").asSubclass(PlatformManagedObject.class);
        Class<?> format = Class.forName("com.sun.management.HotSpotDiagnosticMXBean$ThreadDumpFormat");
        Object text = format.getField("TEXT_PLAIN").get(null);
        type.getMethod("dumpThreads", String.class, format)
                .invoke(ManagementFactory.getPlatformMXBean(type), file.toString(), text);
    }
}
