/** The check of a running service, tried on the sandbox, on services that drift, on strangers and on nothing. */
package io.github.pixverseopenapi.contract.verify;
