/**
 * Tests the clients of other languages: each is generated and built by its own tools, and makes the same calls as the
 * Java client; the requests that the sandbox receives are compared. Only {@code mvn -Pclients} runs this; the tests of
 * the committed files always run.
 */
package io.github.pixverseopenapi.contract.clients;
