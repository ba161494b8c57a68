/** The check of a running service: the sandbox, services that drift, other APIs, and no server. */
package io.github.pixverseopenapi.contract.verify;
