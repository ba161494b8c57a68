package io.github.pixverseopenapi.contract.templates;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.client.PixverseClient;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A generated client, compiled with the build's flags including doclint, in a separate class loader. */
public final class CompiledClient extends URLClassLoader {
    static final String KEY = "a-key";

    private static final String PACKAGE = PixverseClient.class.getPackageName() + ".";

    private CompiledClient(Path classes) throws MalformedURLException {
        super(new URL[] {classes.toUri().toURL()}, CompiledClient.class.getClassLoader());
    }

    /** The client that our templates make of another document; its files go into the folder. */
    public static CompiledClient of(Path document, Path folder) {
        Generated generated = new Generator(TemplateDirectory.CUSTOM, document).into(folder.resolve("output"));
        return of(generated, folder.resolve("classes"));
    }

    static CompiledClient of(Generated generated, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<Path> sources = generated.files().keySet().stream()
                .filter(name -> name.startsWith("src/main/java/") && name.endsWith(".java"))
                .map(generated.root()::resolve)
                .toList();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            messages,
                            files,
                            null,
                            List.of(
                                    "-source",
                                    "8",
                                    "-target",
                                    "8",
                                    "-Xlint:all,-options,-path",
                                    "-Xdoclint:all/protected",
                                    "-Werror",
                                    "-proc:none",
                                    "-cp",
                                    classPath(),
                                    "-d",
                                    classes.toString()),
                            null,
                            files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(compiled).as(messages.toString()).isTrue();
            return new CompiledClient(classes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without the real client, whose classes would replace missing ones. */
    private static String classPath() {
        String real = new File(PixverseClient.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .getPath();
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.equals(real))
                .collect(joining(File.pathSeparator));
    }

    /** Never the real client's classes, which the loader above would give. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(PACKAGE)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    /** @param name without the client's package */
    Class<?> type(String name) {
        try {
            return loadClass(PACKAGE + name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError("the generated client has no class " + name, e);
        }
    }

    AutoCloseable client() {
        return build(builder());
    }

    AutoCloseable client(String baseUrl) {
        return build(ReflectiveObject.call(builder(), "baseUrl", baseUrl));
    }

    private Object builder() {
        return ReflectiveObject.call(ReflectiveObject.call(type("PixverseClient"), "builder"), "apiKey", KEY);
    }

    private static AutoCloseable build(Object builder) {
        return (AutoCloseable) ReflectiveObject.call(builder, "build");
    }
}
