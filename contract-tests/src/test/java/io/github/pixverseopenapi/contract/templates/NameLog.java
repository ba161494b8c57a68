package io.github.pixverseopenapi.contract.templates;

import com.samskivert.mustache.DefaultCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.util.Set;
import java.util.TreeSet;

/** Resolves names like Mustache, and records those that were never found. */
final class NameLog extends DefaultCollector {
    private final Set<String> requested = new TreeSet<>();
    private final Set<String> found = new TreeSet<>();

    Set<String> neverFound() {
        Set<String> names = new TreeSet<>(requested);
        names.removeAll(found);
        return names;
    }

    @Override
    public Mustache.VariableFetcher createFetcher(Object context, String name) {
        if (!name.contains(".")) { // Names with a dot are resolved part by part after the whole name was not found.
            requested.add(name);
        }
        Mustache.VariableFetcher fetcher = super.createFetcher(context, name);
        return fetcher == null
                ? null
                : (object, wanted) -> {
                    Object value = fetcher.get(object, wanted);
                    if (value != Template.NO_FETCHER_FOUND) {
                        found.add(wanted);
                    }
                    return value;
                };
    }
}
