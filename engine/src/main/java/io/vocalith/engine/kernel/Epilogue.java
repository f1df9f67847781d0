package io.vocalith.engine.kernel;

/**
 * What happens to an output once its chain of multiply-adds is done, while it is still at hand:
 * rectified or not, then scaled and shifted per output (batch normalisation, folded), then squashed
 * or not.
 *
 * @param relu whether negative values become 0
 * @param scale factor per output, or null with {@code shift} null: no affine step
 * @param shift summand per output
 * @param squash last function
 */
public record Epilogue(boolean relu, float[] scale, float[] shift, Squash squash) {
  /** The output as it is. */
  public static final Epilogue NONE = new Epilogue(false, null, null, Squash.NONE);

  /** Negative values become 0. */
  public static final Epilogue RELU = new Epilogue(true, null, null, Squash.NONE);

  /** The logistic function. */
  public static final Epilogue SIGMOID = new Epilogue(false, null, null, Squash.SIGMOID);

  /** A function with a bounded range. */
  public enum Squash {
    NONE,
    SIGMOID,
    TANH
  }

  /** The same with another last function. */
  public Epilogue then(Squash last) {
    return new Epilogue(relu, scale, shift, last);
  }
}
