/**
 * A client for the PixVerse video endpoints. Start at {@link io.github.pixverseopenapi.client.PixverseClient}.
 */
@NullMarked
package io.github.pixverseopenapi.client;

import org.jspecify.annotations.NullMarked;
