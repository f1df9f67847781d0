package io.vocalith.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelProviderTest {
  private static final String HOTSPOT = "OpenJDK 64-Bit Server VM";

  @Test
  void everyObstacleIsNamedWithTheOptionToChange() {
    assertNull(new VirtualMachine(HOTSPOT, "mixed mode, sharing", true, true).missingForVectors());
    assertObstacle("--add-modules=jdk.incubator.vector", HOTSPOT, "mixed mode", false, true);
    assertObstacle("OpenJDK 64-Bit Zero VM", "OpenJDK 64-Bit Zero VM", "interpreted", true, true);
    assertObstacle("without -Xint", HOTSPOT, "interpreted mode", true, true);
    assertObstacle("TieredStopAtLevel", HOTSPOT, "mixed mode, emulated-client", true, true);
    assertObstacle("UseFMA", HOTSPOT, "mixed mode", true, false);
  }

  private static void assertObstacle(
      String part, String name, String info, boolean module, boolean fma) {
    String obstacle = new VirtualMachine(name, info, module, fma).missingForVectors();
    assertTrue(obstacle.contains(part), obstacle);
  }

  @Test
  void aChoiceCanBeForced() {
    assertInstanceOf(ScalarKernels.class, KernelProvider.select("scalar").kernels());
    assertInstanceOf(VectorKernels.class, KernelProvider.select("vector").kernels());
    assertEquals("asked for", KernelProvider.select("vector").reason());
    assertTrue(KernelProvider.select("strassen").kernels().description().endsWith("Winograd"));
    String message =
        assertThrows(IllegalArgumentException.class, () -> KernelProvider.select("gpu"))
            .getMessage();
    assertEquals(
        "expected -Dvocalith.kernels=auto, scalar, vector or strassen, found gpu", message);
  }

  @Test
  void littleWorkIsLeftToTheKernelsThatNeedNoCompiling() {
    assertInstanceOf(ScalarKernels.class, KernelProvider.selectFor(1e9).kernels());
    assertInstanceOf(VectorKernels.class, KernelProvider.selectFor(1e12).kernels());
    assertInstanceOf(
        VectorKernels.class, KernelProvider.selectFor(Double.POSITIVE_INFINITY).kernels());
  }

  @Test
  void autoFallsBackWhereVectorsWouldBeSlow() throws Exception {
    String vectors = "--add-modules=jdk.incubator.vector";
    assertStarted("vector, ", vectors);
    assertStarted("scalar (the module jdk.incubator.vector is missing, start Java with --add-mod");
    assertStarted("scalar (this virtual machine only interprets", vectors, "-Xint");
    assertStarted("scalar (the C2 compiler is off", vectors, "-XX:TieredStopAtLevel=1");
    assertStarted("scalar (no fused multiply-add instruction", vectors, "-XX:-UseFMA");
    assertStarted("scalar (asked for)", vectors, "-Dvocalith.kernels=scalar");
    assertStarted(
        "vector kernels cannot be had: the module jdk.incubator.vector is missing",
        "-Dvocalith.kernels=vector");
    assertStarted(
        "vector kernels cannot be had: the module jdk.incubator.vector is missing",
        "-Dvocalith.kernels=strassen");
  }

  private static void assertStarted(String expected, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Choice.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    assertTrue(output.contains(expected), String.join(" ", options) + ": " + output);
  }

  /** Started in virtual machines of its own: prints what is chosen. */
  static final class Choice {
    private Choice() {}

    public static void main(String[] arguments) {
      try {
        KernelProvider chosen = KernelProvider.select();
        System.out.println(chosen.kernels().description() + " (" + chosen.reason() + ")");
      } catch (IllegalArgumentException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
