/** The demo: calls each operation with the client, saves the videos, and prints a table of the results. */
package io.github.pixverseopenapi.contract.demo;
