package io.github.pixverseopenapi.client.model;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Finds constants by their values. */
final class Enums {
    private Enums() {}

    /** The constants' own text is the value as the service knows it. A failure is about the subject. */
    static <E extends Enum<E>> E find(String subject, E[] constants, Object value) {
        for (E constant : constants) {
            if (constant.toString().equals(String.valueOf(value))) {
                return constant;
            }
        }
        String allowed = Arrays.stream(constants).map(String::valueOf).collect(Collectors.joining(", ", "one of ", ""));
        throw new IllegalArgumentException(ViolationMessage.of(subject, allowed, Json.excerpt(Json.tree(value))));
    }
}
