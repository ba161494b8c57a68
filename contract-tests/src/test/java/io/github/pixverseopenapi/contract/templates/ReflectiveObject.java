package io.github.pixverseopenapi.contract.templates;

import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Calls the public methods of classes that are compiled at run time. */
final class ReflectiveObject {
    private ReflectiveObject() {}

    /** @param target an object, or a class for its static methods */
    static Object call(Object target, String name, Object... arguments) {
        Class<?> type = target instanceof Class<?> itself ? itself : target.getClass();
        Method found = Stream.of(type.getMethods())
                .filter(method -> method.getName().equals(name) && takes(method, arguments))
                .findFirst()
                .orElseThrow(() -> new AssertionError(type + " has no such method " + name));
        try {
            found.setAccessible(true); // The methods of a proxy or of a class that is not public itself.
            return found.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new AssertionError(name + " failed", e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean takes(Method method, Object... arguments) {
        Class<?>[] wanted = MethodType.methodType(void.class, method.getParameterTypes())
                .wrap()
                .parameterArray();
        return wanted.length == arguments.length
                && IntStream.range(0, wanted.length).allMatch(i -> wanted[i].isInstance(arguments[i]));
    }
}
