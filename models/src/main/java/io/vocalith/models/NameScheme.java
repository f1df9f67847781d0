package io.vocalith.models;

import io.vocalith.models.NetworkShape.Flavour;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How the names of one checkpoint differ from the canonical ones, which are those of the MindSpore
 * networks without a prefix. One scheme holds for all weights of a file: names are built from it
 * and looked up, never searched for by their ends, since {@code moment1.lstm.weight_fw0} ends like
 * a weight too.
 *
 * @param prefix what wrapping networks put before every name
 * @param bareBlocks whether {@code blocks.1.tdnn1} is called {@code 1.tdnn1}
 * @param flavour whether batch norms and convolutions have SpeechBrain's names
 */
record NameScheme(String prefix, boolean bareBlocks, Flavour flavour) {
  private static final List<String> PREFIXES = List.of("network.", "_backbone.", "backbone.", "");
  private static final String BLOCKS = "blocks.";

  /** Ends of canonical names beside SpeechBrain's, the longer ones first. */
  private static final Map<String, String> BATCH_NORM =
      Map.of(
          ".norm2d.gamma", ".norm.weight",
          ".norm2d.beta", ".norm.bias",
          ".norm2d.moving_mean", ".norm.running_mean",
          ".norm2d.moving_variance", ".norm.running_var");

  /** The name in the file of a canonical name. */
  String inFile(String canonical) {
    String name = flavour == Flavour.SPEECHBRAIN ? inSpeechBrain(canonical) : canonical;
    if (bareBlocks && name.startsWith(BLOCKS)) {
      name = name.substring(BLOCKS.length());
    }
    return prefix + name;
  }

  /** The scheme by which a file has a tensor, if there is one. */
  static Optional<NameScheme> find(String canonical, Predicate<String> inFile) {
    return all().stream().filter(scheme -> inFile.test(scheme.inFile(canonical))).findFirst();
  }

  private static List<NameScheme> all() {
    List<NameScheme> schemes = new ArrayList<>();
    for (Flavour flavour : Flavour.values()) {
      for (String prefix : PREFIXES) {
        schemes.add(new NameScheme(prefix, false, flavour));
        schemes.add(new NameScheme(prefix, true, flavour));
      }
    }
    return schemes;
  }

  /**
   * SpeechBrain wraps each layer once more: {@code X.weight} of a convolution is {@code
   * X.conv.weight}.
   */
  private static String inSpeechBrain(String canonical) {
    int norm = canonical.lastIndexOf(".norm2d.");
    if (norm >= 0) {
      return canonical.substring(0, norm) + BATCH_NORM.get(canonical.substring(norm));
    }
    int end = canonical.lastIndexOf('.');
    return canonical.substring(0, end) + ".conv" + canonical.substring(end);
  }
}
