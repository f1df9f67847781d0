package io.vocalith.engine.kernel;

import io.vocalith.engine.Frames;

/**
 * Kernels on {@code jdk.incubator.vector}. Only {@link KernelProvider} may name this class: without
 * that module it cannot be loaded.
 */
final class VectorKernels implements Kernels {
  private final VectorProduct product;
  private final VectorLanes lanes = new VectorLanes();
  private final Elementwise elementwise = new VectorElementwise();
  private final VectorPooling pooling = new VectorPooling();

  VectorKernels(VectorProduct product) {
    this.product = product;
  }

  /** Kernels with the tile that suits the processor: AVX-512 and NEON have 32 registers. */
  static VectorKernels forThisProcessor() {
    return new VectorKernels(plain());
  }

  /** The same with large products by Strassen's algorithm. */
  static VectorKernels strassen() {
    return new VectorKernels(new StrassenProduct(plain()));
  }

  private static VectorProduct plain() {
    boolean many = bits() >= 512 || System.getProperty("os.arch", "").equals("aarch64");
    return many ? new DirectProduct() : new PackedProduct();
  }

  static int bits() {
    return VectorMath.SPECIES.vectorBitSize();
  }

  @Override
  public String description() {
    return "vector, " + bits() + " bits, tiles of " + product.shape();
  }

  @Override
  public int panel(int outputs) {
    return product.panel();
  }

  @Override
  public boolean quarters(Convolution.Shape shape) {
    return product.quarters(shape);
  }

  @Override
  public int gatePanel(int hidden) {
    return VectorLstm.UNITS;
  }

  @Override
  public Elementwise elementwise() {
    return elementwise;
  }

  @Override
  public boolean readsRows() {
    return false;
  }

  @Override
  public void convolve(
      Convolution convolution,
      float[] bias,
      Frames in,
      int inColumn,
      Frames out,
      int outColumn,
      int from,
      int to) {
    product.convolve(convolution, bias, in, inColumn, out, outColumn, from, to);
    VectorSquash.apply(convolution, out, outColumn, from, to);
  }

  @Override
  public void recur(
      Recurrence recurrence,
      Frames gates,
      LstmState state,
      Frames out,
      int outColumn,
      int first,
      int steps,
      boolean forward) {
    for (int s = 0; s < steps; s++) {
      int t = forward ? first + s : first - s;
      VectorLstm.step(recurrence, gates.values(), gates.at(t), state);
      System.arraycopy(state.h, 0, out.values(), out.at(t) + outColumn, recurrence.hidden);
    }
  }

  @Override
  public void recur(
      Recurrence recurrence, LstmLane[] several, int count, int steps, boolean forward) {
    int done = 0;
    while (count - done >= VectorLanes.WORTHWHILE) {
      int together = Math.min(VectorLanes.COUNT, count - done);
      lanes.recur(recurrence, several, done, together, steps, forward);
      done += together;
    }
    for (; done < count; done++) {
      LstmLane lane = several[done];
      recur(
          recurrence, lane.gates, lane.state, lane.out, lane.outColumn, lane.frame, steps, forward);
    }
  }

  @Override
  public void attend(Frames scores, Frames x, int from, int to, Frames pooled) {
    int whole = from + (to - from) / VectorMath.LANES * VectorMath.LANES;
    pooling.attend(scores, x, from, whole, pooled);
    ScalarKernels.attendColumns(scores, x, whole, to, pooled);
  }
}
