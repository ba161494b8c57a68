package com.example.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Calls tools and requires success or failure. No result may contain the key. */
final class ToolCalls {
    private final Function<CallToolRequest, CallToolResult> agent;
    private final String apiKey;

    ToolCalls(Function<CallToolRequest, CallToolResult> agent, String apiKey) {
        this.agent = agent;
        this.apiKey = apiKey;
    }

    static Map<String, Object> video(String prompt) {
        return Map.of("operation", "textToVideo", "request", Map.of("prompt", prompt));
    }

    static Map<String, Object> with(Map<String, Object> arguments, String name, Object value) {
        Map<String, Object> more = new HashMap<>(arguments);
        more.put(name, value);
        return more;
    }

    /** The confirmation of a priced video. */
    String price(Map<String, Object> video) {
        return (String) succeed("price", video).get("confirmation");
    }

    /** The job of a video that was priced and submitted. */
    String submit(Map<String, Object> video) {
        return (String)
                succeed("submit", with(video, "confirmation", price(video))).get("job");
    }

    Map<String, Object> list() {
        return succeed("list", Map.of());
    }

    /** The result, which is the same as text and as structured content. */
    Map<String, Object> succeed(String tool, Map<String, Object> arguments) {
        CallToolResult result = call(tool, arguments);
        assertThat(result.isError()).as(text(result)).isNotEqualTo(true);
        Map<String, Object> content = read(text(result));
        assertThat(read(json(result.structuredContent()))).isEqualTo(content);
        return content;
    }

    /** The message. */
    String fail(String tool, Map<String, Object> arguments) {
        CallToolResult result = call(tool, arguments);
        assertThat(result.isError()).as(text(result)).isTrue();
        return text(result);
    }

    private CallToolResult call(String tool, Map<String, Object> arguments) {
        CallToolResult result =
                agent.apply(CallToolRequest.builder(tool).arguments(arguments).build());
        assertThat(text(result)).doesNotContain(apiKey);
        return result;
    }

    private static String text(CallToolResult result) {
        return ((TextContent) result.content().get(0)).text();
    }

    private static String json(Object value) {
        try {
            return McpJsonDefaults.getMapper().writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> read(String json) {
        try {
            return McpJsonDefaults.getMapper().readValue(json, new TypeRef<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
