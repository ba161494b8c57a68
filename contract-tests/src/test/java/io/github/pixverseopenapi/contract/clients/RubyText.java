package io.github.pixverseopenapi.contract.clients;

import static io.github.pixverseopenapi.contract.clients.ClientText.all;
import static io.github.pixverseopenapi.contract.clients.ClientText.part;

import io.github.pixverseopenapi.contract.clients.Stated.Kind;
import java.util.stream.Stream;

/** Ruby: fields in the map of names in JSON, bounds in the setters, which refuse what breaks them. */
final class RubyText implements ClientText {
    @Override
    public String models() {
        return "lib/pixverse_client/models";
    }

    @Override
    public String operations() {
        return "lib/pixverse_client/api/pixverse_api.rb";
    }

    @Override
    public Stream<Stated> inOperations(String text) {
        return all("local_var_path = '([^']+)'.*?call_api\\(:(\\w+), local_var_path", text)
                .map(match -> Stated.operation(match.group(1), match.group(2)));
    }

    @Override
    public Stream<Stated> inModel(String schema, String text) {
        String fields = part("def self\\.attribute_map\\s+\\{(.*?)\\}", text);
        return Stream.of(
                        all("=> :'(\\w+)'", fields).map(match -> Stated.field(schema, match.group(1))),
                        all("^ +([A-Z]\\w*) = \"?(.*?)\"?\\.freeze$", text)
                                .map(match -> Stated.enumValue(schema, match.group(1), match.group(2))),
                        all("^ +if (\\w+) ([<>]) (-?[\\d.]+)$", text).map(match -> Stated.bound(
                                match.group(2).equals("<") ? Kind.MINIMUM : Kind.MAXIMUM,
                                schema,
                                match.group(1),
                                match.group(3))),
                        all("^ +if (\\w+)\\.to_s\\.length < (\\d+)$", text).map(match ->
                                Stated.bound(Kind.MIN_LENGTH, schema, match.group(1), match.group(2))),
                        all("Regexp\\.new\\(/([^\\n]*)/\\)\\n +if (\\w+) !~ pattern", text).map(match ->
                                Stated.pattern(schema, match.group(2), match.group(1).replace("\\/", "/"))))
                .flatMap(found -> found);
    }
}
