package io.github.pixverseopenapi.contract.clients;

import static io.github.pixverseopenapi.contract.clients.ClientText.all;
import static io.github.pixverseopenapi.contract.clients.ClientText.part;

import io.github.pixverseopenapi.contract.clients.Stated.Kind;
import java.util.stream.Stream;

/** PHP: fields in the map of names in JSON, bounds in {@code listInvalidProperties}. */
final class PhpText implements ClientText {
    @Override
    public String models() {
        return "lib/Model";
    }

    @Override
    public String operations() {
        return "lib/Api/PixverseApi.php";
    }

    @Override
    public Stream<Stated> inOperations(String text) {
        return all("\\$resourcePath = '([^']+)';.*?return new Request\\(\\s+'(\\w+)'", text)
                .map(match -> Stated.operation(match.group(1), match.group(2)));
    }

    @Override
    public Stream<Stated> inModel(String schema, String text) {
        String fields = part("\\$attributeMap = \\[(.*?)\\]", text);
        String bounds = part("function listInvalidProperties\\(\\)(.*?)return \\$invalidProperties;", text);
        return Stream.of(
                        all("=> '(\\w+)'", fields).map(match -> Stated.field(schema, match.group(1))),
                        all("public const ([A-Z]\\w*) = '?([^';]*)'?;", text)
                                .filter(match -> !match.group(1).equals("DISCRIMINATOR"))
                                .map(match -> Stated.enumValue(schema, match.group(1), match.group(2))),
                        all("container\\['(\\w+)'\\] ([<>]) (-?[\\d.]+)\\)", bounds).map(match -> Stated.bound(
                                match.group(2).equals("<") ? Kind.MINIMUM : Kind.MAXIMUM,
                                schema,
                                match.group(1),
                                match.group(3))),
                        all("mb_strlen\\(\\$this->container\\['(\\w+)'\\]\\) < (\\d+)", bounds).map(match ->
                                Stated.bound(Kind.MIN_LENGTH, schema, match.group(1), match.group(2))),
                        all("preg_match\\(\"/(.*?)/\", \\$this->container\\['(\\w+)'\\]", bounds).map(match ->
                                Stated.pattern(schema, match.group(2), unescaped(match.group(1)))))
                .flatMap(found -> found);
    }

    private static String unescaped(String pattern) {
        return pattern.replace("\\/", "/").replace("\\\\", "\\");
    }
}
