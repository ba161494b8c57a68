/**
 * Thousands of calls with random mishaps: whether each one is accounted for, and whether anything is left behind.
 * Runs in the profile {@code soak} only; {@link io.github.pixverseopenapi.contract.soak.SoakTest} is the way in.
 */
package io.github.pixverseopenapi.contract.soak;
