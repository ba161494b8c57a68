/** Reads and writes known-drift files, with which {@code verify} accepts some drift until a date. */
package io.github.pixverseopenapi.contract.verify.known;
