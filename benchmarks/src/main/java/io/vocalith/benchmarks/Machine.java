package io.vocalith.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a figure was measured on. */
final class Machine {
  private Machine() {}

  /** CPU, cores and JDK in one line. */
  static String describe() {
    return cpu()
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " cores, JDK "
        + System.getProperty("java.vm.version")
        + " ("
        + System.getProperty("java.vendor")
        + "), "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch");
  }

  private static String cpu() {
    try {
      String family = "";
      String model = "";
      String name = "unknown CPU";
      for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
        String value = line.substring(line.indexOf(':') + 1).strip();
        if (line.startsWith("cpu family")) {
          family = value;
        } else if (line.startsWith("model name")) {
          name = value;
        } else if (line.startsWith("model")) {
          model = value;
        } else if (line.isEmpty()) {
          break;
        }
      }
      return name + " (family " + family + ", model " + model + ")";
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
