package io.github.pixverseopenapi.client.model;

import java.util.Arrays;

/** Finds constants by their values. */
final class Enums {
    private Enums() {}

    /** The constants' own text is the value as the service knows it. */
    static <E extends Enum<E>> E find(E[] constants, Object value) {
        for (E constant : constants) {
            if (constant.toString().equals(String.valueOf(value))) {
                return constant;
            }
        }
        throw new IllegalArgumentException(constants.getClass().getComponentType().getSimpleName() + ": " + value
                + " is not allowed; must be one of " + Arrays.toString(constants));
    }
}
