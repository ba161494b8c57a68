package io.github.pixverseopenapi.contract.previous;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.fixtures.Field;
import io.github.pixverseopenapi.contract.fixtures.Fields;
import io.github.pixverseopenapi.contract.fixtures.JsonString;
import io.github.pixverseopenapi.contract.fixtures.MutableBody;
import io.github.pixverseopenapi.contract.fixtures.TextSamples;
import io.github.pixverseopenapi.contract.fixtures.ValueSamples;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Some hundred requests of an operation, derived from its schema: a small set that can be stored, with requests that
 * just satisfy and just violate each constraint. Deterministic for a document.
 */
public final class CorpusRequests {
    private static final List<String> NO_OBJECTS =
            List.of("", "null", "[]", "\"{}\"", "{", "{}}", "{\"prompt\":\"a\",}");
    private static final List<String> TYPES = List.of("null", "true", "0", "0.5", "\"\"", "[]", "{}");
    private static final List<String> NUMBERS =
            List.of("-1", "1", "1.0", "1e2", "2147483648", "9223372036854775808", "\"1\"");
    private static final int LONGEST_TEXT = 40;
    private static final int RANDOM_REQUESTS = 60;

    private final List<Field> fields;
    private final Set<String> bodies = new LinkedHashSet<>(NO_OBJECTS);

    private CorpusRequests(List<Field> fields) {
        this.fields = fields;
    }

    /** The bodies, each once. */
    public static List<String> of(ApiDocument document, ApiOperation operation) {
        CorpusRequests requests = new CorpusRequests(Fields.of(document, operation));
        requests.addCompleteRequests();
        requests.fields.forEach(requests::addChanged);
        requests.addPairs();
        requests.addRandom();
        return List.copyOf(requests.bodies);
    }

    private void addCompleteRequests() {
        bodies.add("{}");
        bodies.add(MutableBody.minimum(fields).json());
        bodies.add(MutableBody.full(fields).json());
        bodies.add(MutableBody.minimum(fields).with("unknown", "1").json());
    }

    private void addChanged(Field field) {
        bodies.add(MutableBody.full(fields).without(field.name()).json());
        bodies.add(MutableBody.minimum(fields).without(field.name()).json());
        values(field)
                .forEach(value -> bodies.add(
                        MutableBody.minimum(fields).with(field.name(), value).json()));
    }

    private void addPairs() {
        for (Field first : fields) {
            for (Field second : fields.subList(0, fields.indexOf(first))) {
                for (String one : first.listed()) {
                    for (String other : second.listed()) {
                        bodies.add(MutableBody.minimum(fields)
                                .with(first.name(), one)
                                .with(second.name(), other)
                                .json());
                    }
                }
            }
        }
    }

    private void addRandom() {
        Random random = new Random(1);
        for (int i = 0; i < RANDOM_REQUESTS; i++) {
            MutableBody body = MutableBody.minimum(fields);
            for (Field field : fields) {
                if (random.nextInt(3) == 0) {
                    boolean isListed = random.nextInt(4) > 0 && !field.listed().isEmpty();
                    List<String> values = isListed ? field.listed() : values(field);
                    body.with(field.name(), values.get(random.nextInt(values.size())));
                }
            }
            bodies.add(body.json());
        }
    }

    private static List<String> values(Field field) {
        List<String> values = new ArrayList<>(TYPES);
        values.add(ValueSamples.sample(field));
        values.addAll(field.listed());
        field.listed().stream().findFirst().ifPresent(listed -> values.addAll(ValueSamples.nearly(listed)));
        if (field.isNumeric()) {
            values.addAll(NUMBERS);
            List.of("minimum", "maximum")
                    .forEach(keyword -> field.bound(keyword).ifPresent(bound -> {
                        for (String distance : List.of("0", "1", "-1", "0.5", "-0.5")) {
                            values.add(bound.add(new BigDecimal(distance)).toPlainString());
                        }
                    }));
        }
        if (field.rules().has("pattern")) {
            TextSamples.ALL.stream()
                    .filter(text -> text.length() < LONGEST_TEXT)
                    .map(JsonString::json)
                    .forEach(values::add);
        } else if (field.type().equals("string") && field.listed().isEmpty()) {
            values.addAll(List.of(
                    "\" \"", "\"\\u0000\"", JsonString.json("\ud83c\udfac"), JsonString.json("long ".repeat(40))));
        }
        return values;
    }
}
