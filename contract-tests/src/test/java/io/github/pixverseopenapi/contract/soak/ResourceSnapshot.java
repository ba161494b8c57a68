package io.github.pixverseopenapi.contract.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;

/**
 * What this JVM holds while nobody calls.
 *
 * @param threads how many there are of each name, numbers in names aside
 * @param descriptors open ones; 0 where the system does not tell
 * @param heapBytes in use after garbage collection
 */
record ResourceSnapshot(Map<String, Long> threads, long descriptors, long heapBytes) {
    /** For what Java itself gathers: ten times as much as was ever seen, and 50 bytes a call of 20,000. */
    private static final long HEAP_SLACK_BYTES = 1_000_000;

    private static final String CLIENT = "pixverse-";

    /** JUnit's own, and Java's for virtual threads, which it starts as it needs them. */
    private static final Pattern POOLS = Pattern.compile("ForkJoinPool.*|.*Poller.*|VirtualThread-.*");

    /** OkHttp keeps its helpers for a minute; no more of them than calls at a time. */
    private static final String OKHTTP = "OkHttp TaskRunner";

    private static final long MOST_OKHTTP = SoakRound.THREADS + SoakServers.CONCURRENCY;
    private static final String OKIO = "Okio Watchdog";

    /** The sandbox's last ones; it is closed by then. */
    private static final String SANDBOX = "MockWebServer";

    /** Less than the longest time limit of a call, so that an alarm left behind shows. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** To begin with. */
    static ResourceSnapshot now() {
        awaitNoClientThreads();
        return measured();
    }

    /** Later, given some time to get down to what it was before. Descriptors first: collecting garbage closes some. */
    static ResourceSnapshot after(ResourceSnapshot before) {
        awaitNoClientThreads();
        patiently().untilAsserted(() -> before.assertNoMoreDescriptors(openDescriptors()));
        patiently().untilAsserted(() -> before.assertNoMoreThreads(liveThreads()));
        return measured();
    }

    void assertNotAbove(ResourceSnapshot before) {
        before.assertNoMoreThreads(threads);
        before.assertNoMoreDescriptors(descriptors);
        assertThat(heapBytes)
                .as("bytes in the heap, before: %,d", before.heapBytes)
                .isLessThanOrEqualTo(before.heapBytes + HEAP_SLACK_BYTES);
    }

    private static ResourceSnapshot measured() {
        return new ResourceSnapshot(liveThreads(), openDescriptors(), heapInUse());
    }

    private static void awaitNoClientThreads() {
        patiently()
                .untilAsserted(() -> assertThat(LiveThreads.names())
                        .as("threads of a client that has nothing to do")
                        .filteredOn(name -> name.startsWith(CLIENT))
                        .isEmpty());
    }

    /** On this thread, because one for polling would be counted. */
    private static ConditionFactory patiently() {
        return await().pollInSameThread().atMost(PATIENCE);
    }

    private void assertNoMoreThreads(Map<String, Long> now) {
        Map<String, Long> more = new TreeMap<>();
        now.forEach((name, number) -> {
            if (number > threads.getOrDefault(name, 0L) && !mayCome(name, number)) {
                more.put(name, number);
            }
        });
        assertThat(more).as("threads, before: %s", threads).isEmpty();
    }

    private static boolean mayCome(String name, long number) {
        return POOLS.matcher(name).matches()
                || name.startsWith(SANDBOX)
                || name.equals(OKIO)
                || (name.equals(OKHTTP) && number <= MOST_OKHTTP);
    }

    private void assertNoMoreDescriptors(long now) {
        assertThat(now).as("open descriptors, now: %s", openFiles()).isLessThanOrEqualTo(descriptors);
    }

    /** What the descriptors stand for, as far as the system tells; jars left out. */
    private static List<String> openFiles() {
        List<String> files = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                files.add(Files.readSymbolicLink(descriptor).toString());
            }
        } catch (IOException e) {
            files.add(e.toString());
        }
        files.removeIf(file -> file.endsWith(".jar"));
        return files;
    }

    private static Map<String, Long> liveThreads() {
        return LiveThreads.names().stream()
                .collect(Collectors.groupingBy(
                        name -> name.replaceAll("\\d+(\\.\\d+)*", "#"), TreeMap::new, Collectors.counting()));
    }

    private static long openDescriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    /** Several times, because what is freed at last may have held something. */
    private static long heapInUse() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    @Override
    public String toString() {
        return String.format("%,d descriptors, %,d bytes in the heap, threads %s", descriptors, heapBytes, threads);
    }
}
