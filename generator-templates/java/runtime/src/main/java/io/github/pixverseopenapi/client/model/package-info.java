/** The requests and the values they are made of. */
@NullMarked
package io.github.pixverseopenapi.client.model;

import org.jspecify.annotations.NullMarked;
