/**
 * Proves clients of other languages on the wire: each is generated, built by its own tools, and makes the same calls
 * as the Java client; what the sandbox receives from both is compared. Only {@code mvn -Pclients} runs this; the tests
 * of the committed files run always.
 */
package io.github.pixverseopenapi.contract.clients;
