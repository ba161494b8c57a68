/** The requests and the values they are made of. */
package io.github.pixverseopenapi.client.model;
