/** The demo: calls all five operations with the client, saves five videos, and prints a table of the results. */
package io.github.pixverseopenapi.contract.demo;
