/** Publishes the pact, its verification and the document to a Pact Broker, with Pact's own client library. */
package io.github.pixverseopenapi.contract.broker;
