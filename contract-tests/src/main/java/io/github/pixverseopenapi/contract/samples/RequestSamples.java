package io.github.pixverseopenapi.contract.samples;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Some hundred requests of an operation, derived from its schema: a small set that can be stored, with requests that
 * just satisfy and just violate each constraint. Deterministic for a document.
 */
public final class RequestSamples {
    private static final List<String> NO_OBJECTS =
            List.of("", "null", "[]", "\"{}\"", "{", "{}}", "{\"prompt\":\"a\",}");
    private static final int RANDOM_REQUESTS = 60;

    private final List<Field> fields;
    private final Set<String> bodies = new LinkedHashSet<>(NO_OBJECTS);

    private RequestSamples(List<Field> fields) {
        this.fields = fields;
    }

    /** The bodies, each once. */
    public static List<String> of(ApiDocument document, ApiOperation operation) {
        RequestSamples requests = new RequestSamples(Fields.of(document, operation));
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
        ValueSamples.around(field)
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
                    List<String> values = isListed ? field.listed() : ValueSamples.around(field);
                    body.with(field.name(), values.get(random.nextInt(values.size())));
                }
            }
            bodies.add(body.json());
        }
    }
}
