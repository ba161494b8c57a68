package com.example.mcp;

import io.github.pixverseopenapi.client.PixverseClient;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Lets an agent make videos within a budget. Speaks MCP on standard input and output. */
public final class PixverseMcpServer {
    private static final String USAGE = "Usage: FOLDER BUDGET_USD, and the API key in SEGMIND_API_KEY";

    private PixverseMcpServer() {}

    /**
     * Reads the API key from SEGMIND_API_KEY, and from PIXVERSE_BASE_URL where the service is if it is not at its
     * documented address.
     *
     * @param arguments the folder of the videos and of the ledger, and the budget in US dollars
     */
    public static void main(String[] arguments) throws IOException {
        // Whatever a library prints must not break the protocol.
        PrintStream protocol = System.out;
        System.setOut(System.err);
        try {
            start(Path.of(arguments[0]), new BigDecimal(arguments[1]), protocol);
        } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
            System.err.println(USAGE);
            System.exit(2);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private static void start(Path folder, BigDecimal budgetUsd, PrintStream protocol) throws IOException {
        McpJsonMapper json = McpJsonDefaults.getMapper();
        PixverseClient pixverse = client(System.getenv());
        Path videos = Files.createDirectories(folder).toRealPath();
        Ledger ledger = new Ledger(videos.resolve("ledger.json"), budgetUsd, json);
        StandardInput input = new StandardInput(System.in);
        McpServer.sync(new StdioServerTransportProvider(json, input, protocol))
                .serverInfo("pixverse", "1")
                .instructions("Videos cost money. Call price, show the cost to the user, then submit and await.")
                .tools(new VideoTools(pixverse, ledger, videos, json).specifications())
                .build();
        input.awaitEnd();
        // The library's threads would keep a server without a client alive.
        System.exit(0);
    }

    private static PixverseClient client(Map<String, String> environment) {
        PixverseClient.Builder client = PixverseClient.builder().apiKey(environment.get("SEGMIND_API_KEY"));
        String baseUrl = environment.get("PIXVERSE_BASE_URL");
        return (baseUrl == null ? client : client.baseUrl(baseUrl)).build();
    }
}
