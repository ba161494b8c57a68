package io.github.pixverseopenapi.contract.artifact;

import io.github.pixverseopenapi.client.PixverseClient;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The origin of the client's classes: a directory in {@code mvn test}, a jar in {@code mvn verify}. */
public record ClassFolder(Path location) {
    public static ClassFolder ofTheClient() throws URISyntaxException {
        return new ClassFolder(Path.of(PixverseClient.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI()));
    }

    /** The names of all classes that users can name, sorted. */
    public List<String> publicClasses() throws IOException {
        if (Files.isDirectory(location)) {
            return publicClassesBelow(location);
        }
        try (FileSystem jar = FileSystems.newFileSystem(location)) {
            return publicClassesBelow(jar.getPath("/"));
        }
    }

    private static List<String> publicClassesBelow(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replaceAll("[/\\\\]", "."))
                    .filter(name -> isVisible(load(name)))
                    .sorted()
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ClassFolder.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isVisible(Class<?> type) {
        boolean visible = Modifier.isPublic(type.getModifiers()) || Modifier.isProtected(type.getModifiers());
        return visible && (type.getEnclosingClass() == null || isVisible(type.getEnclosingClass()));
    }
}
