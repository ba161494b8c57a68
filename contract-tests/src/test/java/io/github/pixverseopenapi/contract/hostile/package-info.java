/** A server on this machine that says what no service should, and the ways in which it quotes a key. */
package io.github.pixverseopenapi.contract.hostile;
