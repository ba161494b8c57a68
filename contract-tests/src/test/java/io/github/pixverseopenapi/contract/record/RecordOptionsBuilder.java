package io.github.pixverseopenapi.contract.record;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Options that record below a folder, with every call and nothing else by default. */
final class RecordOptionsBuilder {
    private final Path root;
    private boolean sandbox;
    private String baseUrl;
    private String budget;
    private List<String> operations = List.of();
    private Set<Scenario> scenarios = Set.of();
    private String imageUrl;
    private String videoUrl;
    private String videos = "videos";
    private boolean dryRun;

    RecordOptionsBuilder(Path root) {
        this.root = root;
    }

    RecordOptionsBuilder sandbox() {
        sandbox = true;
        return this;
    }

    RecordOptionsBuilder baseUrl(String url) {
        baseUrl = url;
        return this;
    }

    RecordOptionsBuilder budget(String usd) {
        budget = usd;
        return this;
    }

    RecordOptionsBuilder operations(String... ids) {
        operations = List.of(ids);
        return this;
    }

    RecordOptionsBuilder scenarios(Scenario... some) {
        scenarios = Set.of(some);
        return this;
    }

    RecordOptionsBuilder imageUrl(String url) {
        imageUrl = url;
        return this;
    }

    RecordOptionsBuilder videoUrl(String url) {
        videoUrl = url;
        return this;
    }

    /** The folder of videos, relative to the root. */
    RecordOptionsBuilder videosIn(String folder) {
        videos = folder;
        return this;
    }

    RecordOptionsBuilder dryRun() {
        dryRun = true;
        return this;
    }

    RecordOptions build() {
        return new RecordOptions(
                sandbox,
                Optional.ofNullable(baseUrl),
                Optional.ofNullable(budget).map(BigDecimal::new),
                operations,
                scenarios,
                Optional.ofNullable(imageUrl),
                Optional.ofNullable(videoUrl),
                root.resolve("recordings"),
                root.resolve(videos),
                dryRun);
    }
}
