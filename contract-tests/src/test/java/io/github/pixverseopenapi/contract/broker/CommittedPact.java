package io.github.pixverseopenapi.contract.broker;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A pact of the folder of committed ones.
 *
 * @param descriptions those of its interactions
 */
record CommittedPact(Path file, String consumer, String provider, List<String> descriptions) {

    /** All pacts of a folder. */
    static List<CommittedPact> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<CommittedPact> pacts = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                pacts.add(read(file));
            }
            return pacts;
        }
    }

    private static CommittedPact read(Path file) throws IOException {
        JsonObject pact = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        JsonArray interactions = pact.getAsJsonArray("interactions");
        return new CommittedPact(
                file,
                name(pact, "consumer"),
                name(pact, "provider"),
                interactions.asList().stream()
                        .map(JsonElement::getAsJsonObject)
                        .map(interaction -> interaction.get("description").getAsString())
                        .toList());
    }

    private static String name(JsonObject pact, String role) {
        return pact.getAsJsonObject(role).get("name").getAsString();
    }

    /** The name of an interaction in a {@link VerificationResult}: that of the execution of Pact's JUnit extension. */
    String nameOf(String description) {
        return consumer + " - " + description;
    }
}
