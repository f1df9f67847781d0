package io.vocalith.engine.kernel;

/**
 * What the choice of kernels depends on.
 *
 * @param name {@code java.vm.name}
 * @param info {@code java.vm.info}, which tells the compilers in use without starting JMX
 * @param vectorModule whether the module jdk.incubator.vector is there
 * @param fma whether {@code Math.fma} is an instruction
 */
record VirtualMachine(String name, String info, boolean vectorModule, boolean fma) {
  private static final String MODULE = "jdk.incubator.vector";

  static VirtualMachine current() {
    return new VirtualMachine(
        System.getProperty("java.vm.name", ""),
        System.getProperty("java.vm.info", ""),
        ModuleLayer.boot().findModule(MODULE).isPresent(),
        Fma.HARDWARE);
  }

  /** Why vector kernels would not be fast here, with the option to change; null if they are. */
  String missingForVectors() {
    if (!vectorModule) {
      return "the module " + MODULE + " is missing, start Java with --add-modules=" + MODULE;
    }
    if (!name.contains("Server VM")) {
      return "this virtual machine is " + name + ", not a HotSpot Server VM";
    }
    if (info.contains("interpreted")) {
      return "this virtual machine only interprets, start Java without -Xint";
    }
    if (info.contains("emulated-client")) {
      return "the C2 compiler is off, start Java without -XX:TieredStopAtLevel";
    }
    if (!fma) {
      return "no fused multiply-add instruction (a processor without it, or -XX:-UseFMA)";
    }
    if (VectorKernels.bits() < 128) {
      return "vectors have " + VectorKernels.bits() + " bits, start Java without -XX:MaxVectorSize";
    }
    return null;
  }
}
