/** The generated client, used as a stranger would: through its public API, against the sandbox. */
package io.github.pixverseopenapi.contract.client;
