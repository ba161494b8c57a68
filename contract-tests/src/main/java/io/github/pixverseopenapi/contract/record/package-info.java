/**
 * Records calls of the client as small files without secrets. They are replayed to the client and validated against the
 * document without further costs.
 */
package io.github.pixverseopenapi.contract.record;
