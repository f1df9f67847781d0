package io.vocalith.cli;

import io.vocalith.engine.kernel.KernelProvider;
import io.vocalith.engine.kernel.Kernels;
import io.vocalith.models.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** How much a command has to do, guessed from the lengths of its files before any is opened. */
final class Workload {
  /** A frame of 10 ms at 16 kHz and 16 bits; what else there is comes to some times as many. */
  private static final int BYTES_PER_FRAME = 320;

  private Workload() {}

  /** The kernels that are done first with these recordings; the results are the same. */
  static Kernels kernels(Model model, List<String> files) {
    double frames = 0;
    for (String file : files) {
      frames += Math.max(model.card().padding(), bytes(file) / BYTES_PER_FRAME);
    }
    return KernelProvider.selectFor(frames * model.weights().count()).kernels();
  }

  /** Length of a file; unlimited for a stream, 0 for what will be reported when it is read. */
  private static double bytes(String file) {
    try {
      Path path = Path.of(file);
      return Files.isRegularFile(path) ? Files.size(path) : Double.POSITIVE_INFINITY;
    } catch (IOException | InvalidPathException e) {
      return 0;
    }
  }
}
