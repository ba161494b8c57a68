/** The generated client, through its public API, against the sandbox. */
package io.github.pixverseopenapi.contract.client;
