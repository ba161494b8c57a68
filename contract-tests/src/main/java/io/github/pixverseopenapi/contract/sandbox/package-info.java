/**
 * An in-process stub of the paid service. It validates requests against the document, returns a small real video with
 * the documented headers, charges credits, limits the rate, delays and breaks responses on demand, and records a
 * journal of requests. It sends nothing to the service, and nothing is billed.
 *
 * <p>{@link io.github.pixverseopenapi.contract.sandbox.Sandbox} is the entry point; tests with JUnit use
 * {@link io.github.pixverseopenapi.contract.sandbox.SandboxExtension} and
 * {@link io.github.pixverseopenapi.contract.sandbox.PixverseAssertions}.
 */
package io.github.pixverseopenapi.contract.sandbox;
