/**
 * The committed files that are derived from the document: {@code mvn -Pupdate} writes them, and {@code mvn -Pchecklist}
 * lists what an operation still lacks.
 */
package io.github.pixverseopenapi.contract.committed;
