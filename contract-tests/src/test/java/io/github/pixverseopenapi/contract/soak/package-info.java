/**
 * Thousands of calls with random faults: every call is accounted for, and all resources are released. Runs in the
 * profile {@code soak} only; {@link io.github.pixverseopenapi.contract.soak.SoakTest} is the entry point.
 */
package io.github.pixverseopenapi.contract.soak;
