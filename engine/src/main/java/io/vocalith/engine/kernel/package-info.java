/**
 * The loops that all time goes into, twice: plain Java and {@code jdk.incubator.vector}, equal to
 * the last bit. {@link io.vocalith.engine.kernel.KernelProvider} is the only place that chooses.
 * Nothing here knows layers or threads. Only {@code StrassenProduct}, which must be asked for,
 * gives other last bits.
 */
package io.vocalith.engine.kernel;
