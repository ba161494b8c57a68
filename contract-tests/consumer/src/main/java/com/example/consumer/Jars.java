package com.example.consumer;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** What a program was started with. */
final class Jars {
    private final List<Path> files = new ArrayList<>();

    private Jars() {}

    static Jars ofThisProgram() throws IOException {
        Jars jars = new Jars();
        String modules = System.getProperty("jdk.module.path");
        String path = modules == null ? System.getProperty("java.class.path") : modules;
        for (String entry : path.split(File.pathSeparator)) {
            jars.add(Path.of(entry));
        }
        return jars;
    }

    private void add(Path entry) throws IOException {
        if (!Files.isDirectory(entry)) {
            files.add(entry);
            return;
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(entry, "*.jar")) {
            found.forEach(files::add);
        }
    }

    /** Counts the classes; fails if one stands in two jars, as those of OkHttp do in two versions side by side. */
    String classesEachOnce() throws IOException {
        Map<String, Path> owners = new HashMap<>();
        for (Path file : files) {
            for (String name : classes(file)) {
                Path other = owners.put(name, file);
                if (other != null) {
                    throw new IllegalStateException(name + " stands in " + other + " and in " + file);
                }
            }
        }
        long okhttp = owners.keySet().stream()
                .filter(name -> name.startsWith("okhttp3/"))
                .count();
        return owners.size() + " classes, " + okhttp + " of them OkHttp's, each once";
    }

    /** Those for newer Java versions, in META-INF, replace others of their jar. */
    private static List<String> classes(Path file) throws IOException {
        List<String> names = new ArrayList<>();
        try (JarFile jar = new JarFile(file.toFile())) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                String name = entry.getName();
                if (name.endsWith(".class") && !name.startsWith("META-INF/") && !name.equals("module-info.class")) {
                    names.add(name);
                }
            }
        }
        return names;
    }
}
