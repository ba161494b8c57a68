/**
 * An in-process stand-in for the paid service: it refuses what the document refuses, answers a small real video
 * with the documented headers, counts credits, limits the rate, delays and breaks connections on request, and
 * keeps a journal of what it got. Nothing here reaches the service, and nothing is billed.
 *
 * <p>{@link io.github.pixverseopenapi.contract.sandbox.Sandbox} is the way in; tests with JUnit use
 * {@link io.github.pixverseopenapi.contract.sandbox.SandboxExtension} and
 * {@link io.github.pixverseopenapi.contract.sandbox.PixverseAssertions}.
 */
package io.github.pixverseopenapi.contract.sandbox;
