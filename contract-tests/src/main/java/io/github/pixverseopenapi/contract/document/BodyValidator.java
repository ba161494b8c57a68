package io.github.pixverseopenapi.contract.document;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.MalformedJsonException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.MediaType;

/** Validates the body and the Content-Type of a response. */
final class BodyValidator {

    private static final String BODY = "body";
    private static final String CONTENT_TYPE = HeaderValidator.location(Headers.CONTENT_TYPE);

    private final ApiDocument document;

    BodyValidator(ApiDocument document) {
        this.document = document;
    }

    List<Problem> problems(DocumentedResponse documented, ReceivedResponse response, boolean strict) {
        List<String> types = response.headers().getOrDefault(Headers.CONTENT_TYPE, List.of());
        boolean isEmpty = response.body().length == 0;
        List<Problem> problems = new ArrayList<>();
        if (isEmpty && !documented.content().isEmpty() && !documented.mayBeEmpty()) {
            problems.add(Problem.of(BODY, anyOf(documented.content()), "empty"));
        }
        if (!isEmpty && documented.content().isEmpty()) {
            problems.add(Problem.of(BODY, "empty", response.body().length + " bytes"));
        } else if (types.size() > 1) {
            problems.add(Problem.of(CONTENT_TYPE, "present once", "present " + types.size() + " times"));
        } else if (!types.isEmpty()) {
            problems.addAll(ofType(types.get(0), documented.content(), response.body(), strict));
        } else if (!isEmpty) {
            problems.add(Problem.of(CONTENT_TYPE, anyOf(documented.content()), "missing"));
        }
        return problems;
    }

    private List<Problem> ofType(String declared, Map<String, String> content, byte[] body, boolean strict) {
        MediaType type = MediaType.parse(declared);
        String schema = type == null ? null : content.get(essence(type));
        if (schema == null) {
            return List.of(Problem.of(CONTENT_TYPE, anyOf(content), Abbreviated.of(declared)));
        }
        if (body.length == 0) {
            return List.of();
        }
        if (type.subtype().equals("json") || type.subtype().endsWith("+json")) {
            return json(schema, body, strict);
        }
        if (type.type().equals("text")) {
            return text(schema, type, body);
        }
        return essence(type).equals(Mp4Boxes.MEDIA_TYPE)
                ? Mp4Boxes.problem(body)
                        .map(problem -> List.of(new Problem(BODY, problem)))
                        .orElse(List.of())
                : List.of();
    }

    private List<Problem> json(String schema, byte[] body, boolean strict) {
        JsonObject json;
        try {
            json = StrictJson.parseObject(body);
        } catch (MalformedJsonException e) {
            return List.of(unreadable(e));
        }
        List<Problem> problems = new ArrayList<>();
        for (Problem problem : CompiledSchemas.of(document).problems(schema, json)) {
            problems.add(problem.field().isEmpty() ? new Problem(BODY, problem.message()) : problem);
        }
        if (strict) {
            problems.addAll(unknownFields(document, schema, json));
        }
        return problems;
    }

    static Problem unreadable(MalformedJsonException reason) {
        return Problem.of(BODY, "a JSON object", "unreadable: " + reason.getMessage());
    }

    /** Fields that the schema does not list. A schema without properties allows any field. */
    static List<Problem> unknownFields(ApiDocument document, String schema, JsonObject json) {
        JsonObject properties =
                SchemaDescriber.keywords(document, document.at(schema)).getAsJsonObject("properties");
        return properties == null
                ? List.of()
                : json.keySet().stream()
                        .filter(field -> !properties.has(field))
                        .map(field -> Problem.of(field, "documented", "not"))
                        .toList();
    }

    /** Decodes with the declared charset or UTF-8; ignores charset declarations within HTML. */
    private List<Problem> text(String schema, MediaType type, byte[] body) {
        String charset = type.parameter("charset");
        String text;
        try {
            text = (charset == null ? StandardCharsets.UTF_8 : Charset.forName(charset))
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            return List.of(Problem.of(BODY, charset == null ? "UTF-8" : charset, "malformed"));
        } catch (IllegalArgumentException e) {
            return List.of(Problem.of(CONTENT_TYPE + " charset", "a known charset", Abbreviated.of(charset)));
        }
        return CompiledSchemas.of(document).accepts(schema, new JsonPrimitive(text))
                ? List.of()
                : List.of(Problem.of(BODY, SchemaDescriber.of(document, document.at(schema)), Abbreviated.of(text)));
    }

    /** The media type in lower case without parameters. */
    private static String essence(MediaType type) {
        return type.type() + "/" + type.subtype();
    }

    private static String anyOf(Map<String, String> content) {
        return content.isEmpty() ? "absent" : String.join(" or ", content.keySet());
    }
}
