/**
 * A client for the PixVerse video endpoints. Start at {@link io.github.pixverseopenapi.client.PixverseClient}.
 */
package io.github.pixverseopenapi.client;
