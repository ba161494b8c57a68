/**
 * What the client does when the network or the service fails, against real sockets: how many requests arrive, what
 * the failure says about the bill, and that nothing is left behind.
 */
package io.github.pixverseopenapi.contract.faults;
