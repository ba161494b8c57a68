package io.github.pixverseopenapi.contract.mutation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.yaml.snakeyaml.Yaml;

/** Loads the tests of the document with a separate class loader, which finds another document. */
final class DocumentLoader extends ClassLoader {
    static final String TESTS = "io.github.pixverseopenapi.contract.document";
    static final String DOCUMENT = "io/github/pixverseopenapi/contract/pixverse.yaml";

    private static final String OWN = "io.github.pixverseopenapi.contract.";
    private static final Map<String, byte[]> CLASSES = new ConcurrentHashMap<>();

    private final byte[] document;

    DocumentLoader(Object document) {
        super(DocumentLoader.class.getClassLoader());
        this.document = new Yaml().dump(document).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OWN) || name.startsWith(DocumentLoader.class.getPackageName())) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            byte[] bytes = CLASSES.computeIfAbsent(name, this::read);
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        return name.equals(DOCUMENT) ? new ByteArrayInputStream(document) : super.getResourceAsStream(name);
    }

    private byte[] read(String className) {
        String file = className.replace('.', '/') + ".class";
        try (InputStream stream = getParent().getResourceAsStream(file)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
