package io.github.pixverseopenapi.contract.templates;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder of templates and their {@code config.yaml}. */
record TemplateDirectory(Path path) {
    static final TemplateDirectory CUSTOM = new TemplateDirectory(Path.of("..", "generator-templates", "java"));

    private static final String RUNTIME = "runtime";
    private static final String SUFFIX = ".mustache";
    private static final Pattern INCLUSION = Pattern.compile("\\{\\{>\\s*(\\w+)\\s*}}");
    private static final Pattern EXTENSION = Pattern.compile("vendorExtensions\\.(x-[a-z-]+)");

    /** The names of all templates, without their suffix. */
    Set<String> names() {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .collect(toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The templates with an output file: those that no other template includes. */
    Set<String> topLevel() {
        Set<String> names = names();
        names.removeAll(partials());
        return names;
    }

    Set<String> partials() {
        return names().stream().flatMap(name -> matches(INCLUSION, name)).collect(toCollection(TreeSet::new));
    }

    /** The {@code x-} extensions that a template reads. */
    Set<String> extensionsReadBy(String name) {
        return matches(EXTENSION, name).collect(toCollection(TreeSet::new));
    }

    TemplateDirectory copyTo(Path target) {
        return copyTo(target, name -> "");
    }

    /** Each template of the copy ends with a unique comment. */
    TemplateDirectory copyWithSentinels(Path target) {
        return copyTo(target, TemplateDirectory::sentinel);
    }

    /** The sources that are copied as they are, without their tests, by their path in the output; a language may have none. */
    Generated runtime() {
        Path runtime = path.resolve(RUNTIME);
        return Files.isDirectory(runtime)
                ? Generated.in(runtime).without("src/test/")
                : new Generated(runtime, new TreeMap<>());
    }

    private TemplateDirectory copyTo(Path target, UnaryOperator<String> addition) {
        TextFiles.write(target.resolve("config.yaml"), TextFiles.read(path.resolve("config.yaml")));
        runtime()
                .files()
                .forEach((name, text) -> TextFiles.write(target.resolve(RUNTIME).resolve(name), text));
        names().forEach(name -> TextFiles.write(target.resolve(name + SUFFIX), text(name) + addition.apply(name)));
        return new TemplateDirectory(target);
    }

    static String sentinel(String name) {
        return "/* sentinel of " + name + " */";
    }

    private Stream<String> matches(Pattern pattern, String name) {
        return pattern.matcher(text(name)).results().map(match -> match.group(1));
    }

    private String text(String name) {
        return TextFiles.read(path.resolve(name + SUFFIX));
    }
}
