package io.vocalith.engine.kernel;

import java.util.Locale;

/**
 * The one place that chooses between {@link ScalarKernels} and {@link VectorKernels}, and knows
 * why.
 *
 * <p>The system property {@value #PROPERTY} says {@code auto} (the default), {@code scalar}, {@code
 * vector} or {@code strassen}. {@code auto} takes the vector kernels where they are fast: the
 * module jdk.incubator.vector is there, HotSpot's C2 compiles, the processor has fused multiply-add
 * and vectors of at least 128 bits. {@code strassen} are the vector kernels with fewer operations
 * for large products: faster, with other last bits, which depend on how the frames are split among
 * threads, and nearly three times the memory for the weights of these products.
 *
 * @param kernels the kernels chosen
 * @param reason one line that says why
 */
public record KernelProvider(Kernels kernels, String reason) {
  /** The system property that forces a choice. */
  public static final String PROPERTY = "vocalith.kernels";

  /**
   * Multiply-adds that the scalar kernels do in the time until the vector ones are compiled, which
   * takes a processor of two cores about a second.
   */
  private static final long BREAK_EVEN = 30_000_000_000L;

  private static final System.Logger LOG = System.getLogger(KernelProvider.class.getName());

  /**
   * Chooses as the system property says, and logs the choice: at DEBUG, or at INFO where it is the
   * slow path and nobody asked for that.
   *
   * @throws IllegalArgumentException if the property has another value, or asks for vector kernels
   *     that cannot be had; the message names the missing option
   */
  public static KernelProvider select() {
    String wanted = System.getProperty(PROPERTY, "auto");
    KernelProvider chosen = select(wanted);
    boolean fallback = chosen.kernels instanceof ScalarKernels && wanted.equals("auto");
    LOG.log(
        fallback ? System.Logger.Level.INFO : System.Logger.Level.DEBUG,
        () -> "kernels: " + chosen.kernels.description() + " (" + chosen.reason + ")");
    return chosen;
  }

  /**
   * Chooses for a process that does this much work and ends. Vector kernels run on objects until C2
   * has compiled them, which is very slow: a short piece of work is done before that, to the same
   * last bit, by the scalar kernels, whose loops are fast as soon as they are compiled.
   *
   * @throws IllegalArgumentException as {@link #select()}
   */
  public static KernelProvider selectFor(double multiplyAdds) {
    return multiplyAdds < BREAK_EVEN && System.getProperty(PROPERTY, "auto").equals("auto")
        ? new KernelProvider(new ScalarKernels(), "too little work to compile vector kernels for")
        : select();
  }

  /**
   * Chooses {@code auto}, {@code scalar}, {@code vector} or {@code strassen} whatever the system
   * property says.
   *
   * @throws IllegalArgumentException as {@link #select()}
   */
  public static KernelProvider select(String wanted) {
    switch (wanted.toLowerCase(Locale.ROOT)) {
      case "scalar":
        return new KernelProvider(new ScalarKernels(), "asked for");
      case "vector":
        requireVectors();
        return new KernelProvider(VectorKernels.forThisProcessor(), "asked for");
      case "strassen":
        requireVectors();
        return new KernelProvider(VectorKernels.strassen(), "asked for");
      case "auto":
        String obstacle = VirtualMachine.current().missingForVectors();
        return obstacle == null
            ? new KernelProvider(VectorKernels.forThisProcessor(), "C2 and FMA found")
            : new KernelProvider(new ScalarKernels(), obstacle);
      default:
        throw new IllegalArgumentException(
            "expected -D" + PROPERTY + "=auto, scalar, vector or strassen, found " + wanted);
    }
  }

  private static void requireVectors() {
    String missing = VirtualMachine.current().missingForVectors();
    if (missing != null) {
      throw new IllegalArgumentException("vector kernels cannot be had: " + missing);
    }
  }
}
