package io.github.pixverseopenapi.contract.artifact;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.ClassObjectReference;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.StringReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import io.github.pixverseopenapi.contract.fixtures.Fork;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a program asks the JDK for by name, which a native image must be told of: seen by a debugger that stops at the
 * JDK's methods for it. What the JDK itself asks for does not count: GraalVM knows its JDK.
 */
final class ReflectionTrace {
    /** The methods of the JDK by which a program finds classes, members, resources and services. */
    private static final Map<String, Set<String>> WATCHED = Map.of(
            "java.lang.Class",
            Set.of(
                    "forName",
                    "newInstance",
                    "getConstructor",
                    "getConstructors",
                    "getDeclaredConstructor",
                    "getDeclaredConstructors",
                    "getField",
                    "getFields",
                    "getDeclaredField",
                    "getDeclaredFields",
                    "getMethod",
                    "getMethods",
                    "getDeclaredMethod",
                    "getDeclaredMethods",
                    "getResource",
                    "getResourceAsStream"),
            "java.lang.ClassLoader",
            Set.of("getResource", "getResources", "getResourceAsStream"),
            "java.lang.reflect.Proxy",
            Set.of("newProxyInstance"),
            "java.lang.invoke.MethodHandles$Lookup",
            Set.of("findVirtual", "findStatic", "findConstructor", "findSpecial", "findGetter", "findVarHandle"),
            "java.util.ServiceLoader",
            Set.of("load", "loadInstalled"),
            "java.util.ResourceBundle",
            Set.of("getBundle"),
            "java.io.ObjectInputStream",
            Set.of("readObject"),
            "java.io.ObjectOutputStream",
            Set.of("writeObject"));

    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    private final List<String> callers;
    private final Set<String> accesses = new TreeSet<>();

    private ReflectionTrace(List<String> callers) {
        this.callers = callers;
    }

    /**
     * Runs a program.
     *
     * @param callers packages: only what their classes ask for counts
     * @param classPath all that the program needs
     * @return each as {@code proxy TYPE}, {@code forName NAME} or {@code METHOD TYPE ARGUMENTS}
     */
    static Set<String> of(List<String> callers, String classPath, Class<?> program, String... arguments)
            throws Exception {
        ListeningConnector connector = Bootstrap.virtualMachineManager().listeningConnectors().stream()
                .filter(each -> each.transport().name().equals("dt_socket"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> settings = connector.defaultArguments();
        settings.get("port").setValue("0");
        settings.get("localAddress").setValue("127.0.0.1");
        String address = connector.startListening(settings);
        try {
            Process process = Fork.start(
                    List.of(),
                    Map.of("CLASSPATH", classPath),
                    program,
                    List.of(
                            "-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address=" + address,
                            // The JDK reads each certificate by reflection: thousands of stops.
                            "-Djavax.net.ssl.trustStore=NONE"),
                    arguments);
            ReflectionTrace trace = new ReflectionTrace(callers);
            try {
                trace.follow(connector.accept(settings));
                Fork.ProcessResult result = Fork.await(process);
                assertThat(result.exitCode()).as(result.output()).isZero();
                return trace.accesses;
            } finally {
                process.destroyForcibly();
            }
        } finally {
            connector.stopListening(settings);
        }
    }

    private void follow(VirtualMachine machine) throws Exception {
        for (String name : WATCHED.keySet()) {
            machine.classesByName(name).forEach(ReflectionTrace::watch);
            ClassPrepareRequest loaded = machine.eventRequestManager().createClassPrepareRequest();
            loaded.addClassFilter(name);
            loaded.enable();
        }
        try {
            while (true) {
                EventSet events = machine.eventQueue().remove();
                for (Event event : events) {
                    if (event instanceof ClassPrepareEvent prepared) {
                        watch(prepared.referenceType());
                    } else if (event instanceof BreakpointEvent stop) {
                        note(stop.thread());
                    }
                }
                events.resume();
            }
        } catch (VMDisconnectedException ended) {
            // All that it did is noted.
        }
    }

    private static void watch(ReferenceType type) {
        for (Method method : type.methods()) {
            if (WATCHED.get(type.name()).contains(method.name()) && method.isPublic() && method.location() != null) {
                var stop = type.virtualMachine().eventRequestManager().createBreakpointRequest(method.location());
                stop.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
                stop.enable();
            }
        }
    }

    /** The first caller outside of the JDK counts: some of these methods call others of them. */
    private void note(ThreadReference thread) throws Exception {
        String caller = thread.frame(1).location().declaringType().name();
        if (JDK.stream().noneMatch(caller::startsWith) && callers.stream().anyMatch(caller::startsWith)) {
            accesses.add(describe(thread.frame(0)));
        }
    }

    private static String describe(StackFrame frame) {
        String method = frame.location().method().name();
        List<Value> arguments = frame.getArgumentValues();
        return switch (method) {
            case "newProxyInstance" -> "proxy " + text(arguments.get(1));
            case "forName" -> "forName " + text(arguments.get(0));
            default ->
                (method + " " + text(frame.thisObject()) + " "
                                + arguments.stream().map(ReflectionTrace::text).collect(joining(" ")))
                        .strip();
        };
    }

    private static String text(Value value) {
        if (value instanceof StringReference string) {
            return string.value();
        }
        if (value instanceof ClassObjectReference type) {
            return type.reflectedType().name();
        }
        if (value instanceof ArrayReference array) {
            return array.getValues().stream().map(ReflectionTrace::text).collect(joining(",", "(", ")"));
        }
        return value == null ? "" : value.type().name();
    }
}
