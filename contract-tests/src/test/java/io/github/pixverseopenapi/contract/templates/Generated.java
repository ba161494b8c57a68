package io.github.pixverseopenapi.contract.templates;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the generator wrote: the text of every file by its path. */
record Generated(Path root, Map<String, String> files) {
    /** The generator's metadata: a hash, a list of files and a list of ignored files; none is compiled. */
    private static final String NOTES = ".openapi-generator";

    private static final Pattern FIRST_LINE =
            Pattern.compile("(?://|#) Generated from openapi/pixverse\\.yaml by (\\w+)\\.mustache\\. [^\\n]+\\n");

    static Generated in(Path root) {
        try (Stream<Path> found = Files.walk(root)) {
            return new Generated(
                    root,
                    found.filter(Files::isRegularFile)
                            .collect(toMap(file -> name(root, file), TextFiles::read, (a, b) -> a, TreeMap::new)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    Generated {
        files.keySet().removeIf(name -> name.startsWith(NOTES));
    }

    /** The template in the first line of a file; empty if there is none. */
    String templateOf(String name) {
        Matcher matcher = FIRST_LINE.matcher(files.get(name));
        return matcher.lookingAt() ? matcher.group(1) : "";
    }

    /** These files and those of another folder. */
    Generated plus(Generated other) {
        Map<String, String> all = new TreeMap<>(files);
        all.putAll(other.files);
        return new Generated(root, all);
    }

    /** These files without those whose path begins so. */
    Generated without(String prefix) {
        Map<String, String> rest = new TreeMap<>(files);
        rest.keySet().removeIf(name -> name.startsWith(prefix));
        return new Generated(root, rest);
    }

    /** The files that only one of the two has, or that are not the same in both. */
    Set<String> differencesTo(Generated other) {
        Set<String> names = new TreeSet<>(files.keySet());
        names.addAll(other.files.keySet());
        names.removeIf(name -> Objects.equals(files.get(name), other.files.get(name)));
        return names;
    }
}
