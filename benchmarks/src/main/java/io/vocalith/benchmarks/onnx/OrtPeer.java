package io.vocalith.benchmarks.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * One ONNX Runtime session with all optimisations on and its input held in direct memory, so that a
 * run is the network and nothing else. Its threads spin while it runs, which is its fastest way,
 * and stop spinning when it returns, so that they do not steal the other contestant's cores.
 */
public final class OrtPeer implements AutoCloseable {
  private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

  private final OrtSession session;
  private final boolean owner;
  private final Map<String, OnnxTensor> inputs = new HashMap<>();

  private OrtPeer(OrtSession session, boolean owner) {
    this.session = session;
    this.owner = owner;
  }

  /** A session of one model on this many threads. */
  public OrtPeer(byte[] model, int threads) throws OrtException {
    this(session(model, threads), true);
  }

  private static OrtSession session(byte[] model, int threads) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.force_spinning_stop", "1");
      return ENVIRONMENT.createSession(model, options);
    }
  }

  /** The same session with an input of its own. */
  public OrtPeer another() {
    return new OrtPeer(session, false);
  }

  /** Sets the float input {@code x}. */
  public OrtPeer input(float[] values, long... shape) throws OrtException {
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(4 * values.length).order(ByteOrder.nativeOrder()).asFloatBuffer();
    buffer.put(values).flip();
    inputs.put("x", OnnxTensor.createTensor(ENVIRONMENT, buffer, shape));
    return this;
  }

  /** Sets the lengths of a batch's utterances. */
  public OrtPeer lengths(int... lengths) throws OrtException {
    inputs.put(
        "lengths",
        OnnxTensor.createTensor(ENVIRONMENT, IntBuffer.wrap(lengths), new long[] {lengths.length}));
    return this;
  }

  /** Runs the network once and answers its only output, flat. */
  public float[] run() throws OrtException {
    try (OrtSession.Result result = session.run(inputs)) {
      FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] copy = new float[values.remaining()];
      values.get(copy);
      return copy;
    }
  }

  /** The same where checked exceptions cannot pass. */
  public void runUnchecked() {
    try {
      run();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws OrtException {
    inputs.values().forEach(OnnxTensor::close);
    if (owner) {
      session.close();
    }
  }
}
