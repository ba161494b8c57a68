package io.github.pixverseopenapi.contract.readme;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Imports and statements of a README block, converted into a class that can be compiled and run. */
final class RunnableSnippet {
    private static final String NAME = "ReadmeSnippet";

    private final String block;

    RunnableSnippet(String block) {
        this.block = block;
    }

    /** The same with a text replaced, such as an address. */
    RunnableSnippet with(String text, String replacement) {
        if (!block.contains(text)) {
            throw new IllegalArgumentException("the README does not contain " + text);
        }
        return new RunnableSnippet(block.replace(text, replacement));
    }

    private String source() {
        String imports =
                block.lines().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n"));
        String statements =
                block.lines().filter(line -> !line.startsWith("import ")).collect(Collectors.joining("\n"));
        return imports + "\npublic class " + NAME
                + " { public static void main(String[] arguments) throws Exception {\n" + statements + "\n} }\n";
    }

    /** Compiles it for a version of Java; returns what the compiler complains of. */
    String compile(Path folder, int release) throws IOException {
        Path file = Files.writeString(folder.resolve(NAME + ".java"), source());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        compiler.getTask(
                        complaints,
                        null,
                        null,
                        List.of(
                                "--release",
                                String.valueOf(release),
                                "-Xlint:-options",
                                "-proc:none",
                                "-d",
                                folder.toString(),
                                "-classpath",
                                System.getProperty("java.class.path")),
                        null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjects(file))
                .call();
        return complaints.toString();
    }

    void run(Path folder) throws Throwable {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            loader.loadClass(NAME).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
