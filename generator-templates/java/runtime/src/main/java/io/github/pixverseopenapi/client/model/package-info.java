/**
 * The requests and the values they are made of.
 *
 * <p>An enum's text is the value as the service knows it. Jackson 3 writes and reads enums by their text; Jackson 2 does if
 * {@code WRITE_ENUMS_USING_TO_STRING} and {@code READ_ENUMS_USING_TO_STRING} are enabled, and by their names if not.
 */
@NullMarked
package io.github.pixverseopenapi.client.model;

import org.jspecify.annotations.NullMarked;
