/** A local server with invalid responses, and the forms in which it quotes a key. */
package io.github.pixverseopenapi.contract.hostile;
