package com.example.junit;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The sandboxes and clients that the extension gave to tests. */
final class Resources {
    static final TextToVideoRequest REQUEST =
            TextToVideoRequest.builder().prompt("A paper boat").build();

    private static final Set<Sandbox> SANDBOXES = ConcurrentHashMap.newKeySet();
    private static final Set<PixverseClient> CLIENTS = ConcurrentHashMap.newKeySet();

    private Resources() {}

    static void add(Sandbox sandbox) {
        SANDBOXES.add(sandbox);
    }

    static void add(PixverseClient client) {
        CLIENTS.add(client);
    }

    static int sandboxes() {
        return SANDBOXES.size();
    }

    static int clients() {
        return CLIENTS.size();
    }

    static long closedSandboxes() {
        return SANDBOXES.stream()
                .filter(sandbox -> !acceptsConnections(sandbox))
                .count();
    }

    static long closedClients() {
        return CLIENTS.stream().filter(client -> !acceptsCalls(client)).count();
    }

    private static boolean acceptsConnections(Sandbox sandbox) {
        try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), sandbox.port())) {
            return connection.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean acceptsCalls(PixverseClient client) {
        try {
            client.textToVideo(REQUEST).close();
            return true;
        } catch (RuntimeException e) {
            return !String.valueOf(e.getMessage()).contains("closed");
        }
    }
}
