package io.vocalith.models;

import io.vocalith.engine.checkpoint.Checkpoint;
import io.vocalith.engine.checkpoint.CheckpointException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Which network a checkpoint holds, with the sizes that the shapes of its tensors tell. */
public sealed interface NetworkShape {

  /** Which network it is. */
  Architecture architecture();

  /** All that follows by name, for people and programs to read: numbers, booleans and texts. */
  Map<String, Object> sizes();

  /**
   * Recognises a network by the names and shapes of its tensors; values are not read.
   *
   * @throws CheckpointException if it is neither network, or one with a tensor missing or misshapen
   */
  static NetworkShape of(Checkpoint checkpoint) throws CheckpointException {
    return WeightSource.of(checkpoint).network();
  }

  /**
   * A stack of bidirectional LSTM layers and a dense layer (mindspore-ai/models,
   * research/audio/ctcmodel).
   *
   * @param inputs features of a frame
   * @param hidden units of one direction
   * @param layers bidirectional layers
   * @param classes outputs of the dense layer, blank included
   * @param layout how the checkpoint arranges the LSTM's weights
   */
  record CtcModel(int inputs, int hidden, int layers, int classes, LstmLayout layout)
      implements NetworkShape {
    @Override
    public Architecture architecture() {
      return Architecture.CTCMODEL;
    }

    @Override
    public Map<String, Object> sizes() {
      Map<String, Object> sizes = new LinkedHashMap<>();
      sizes.put("inputs", inputs);
      sizes.put("hidden", hidden);
      sizes.put("layers", layers);
      sizes.put("classes", classes);
      sizes.put("layout", layout.name().toLowerCase(Locale.ROOT));
      return sizes;
    }
  }

  /**
   * ECAPA-TDNN (Desplanques et al., 2020) as mindspore-ai/models official/audio/ecapa_tdnn or
   * SpeechBrain has it. Dilations leave no trace in a checkpoint: a card states them.
   *
   * @param flavour whose names, padding and pooling
   * @param inputs features of a frame
   * @param channels of the first layer and of every block
   * @param blocks SE-Res2Net blocks
   * @param kernel frames that the first layer sees
   * @param res2Kernel frames that the convolutions inside of a block see
   * @param scale parts that a Res2Net block splits its channels into
   * @param squeeze bottleneck of the squeeze-and-excitation blocks
   * @param aggregated channels after multi-layer feature aggregation
   * @param attention bottleneck of the attentive pooling
   * @param globalContext whether the attention also sees mean and deviation over all frames
   * @param embedding length of the speaker embedding
   */
  record EcapaTdnn(
      Flavour flavour,
      int inputs,
      int channels,
      int blocks,
      int kernel,
      int res2Kernel,
      int scale,
      int squeeze,
      int aggregated,
      int attention,
      boolean globalContext,
      int embedding)
      implements NetworkShape {
    @Override
    public Architecture architecture() {
      return Architecture.ECAPA_TDNN;
    }

    @Override
    public Map<String, Object> sizes() {
      Map<String, Object> sizes = new LinkedHashMap<>();
      sizes.put("flavour", flavour.name().toLowerCase(Locale.ROOT));
      sizes.put("inputs", inputs);
      sizes.put("channels", channels);
      sizes.put("blocks", blocks);
      sizes.put("kernel", kernel);
      sizes.put("res2Kernel", res2Kernel);
      sizes.put("scale", scale);
      sizes.put("squeeze", squeeze);
      sizes.put("aggregated", aggregated);
      sizes.put("attention", attention);
      sizes.put("globalContext", globalContext);
      sizes.put("embedding", embedding);
      return sizes;
    }
  }

  /** The two families of names in which ECAPA-TDNN comes. */
  enum Flavour {
    MINDSPORE,
    SPEECHBRAIN
  }

  /** The arrangements of LSTM weights that MindSpore has had. */
  enum LstmLayout {
    /**
     * Ascend, MindSpore 1.1 to 1.5: {@code lstm.weight_fw0} (inputs + H, 4H), rows for the input
     * first, gates i j f o, one bias.
     */
    FUSED("lstm.weight_fw0"),
    /**
     * GPU up to 1.5: one {@code lstm.weight} with all matrices, then all biases; gates i f g o. It
     * tells the number of inputs only once the number of layers is known: two, as ctcmodel has,
     * where that leaves any inputs, else one.
     */
    FLAT("lstm.weight"),
    /** MindSpore 1.6 and later: PyTorch's names and gates i f g o, two biases. */
    SEPARATE("lstm.weight_ih_l0");

    private final String mark;

    LstmLayout(String mark) {
      this.mark = mark;
    }

    /** The canonical name of the tensor by which the layout is recognised. */
    String mark() {
      return mark;
    }
  }
}
