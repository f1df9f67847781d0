package io.vocalith.models.eval.phones;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** The parts of TIMIT that figures are published on. */
public enum TimitSet {
  /** The 24 speakers of the core test set, without the SA sentences, which all speakers share. */
  CORE("core", 192),
  /** The 168 test speakers, without SA. */
  FULL("full", 1344),
  /** The 168 test speakers, with SA: what the reference's 30.38 and 30.05 were measured on. */
  FULL_SA("full+sa", 1680),
  /** The 50 speakers of the usual development set, without SA. */
  DEV("dev", 400),
  /** Whatever is there. */
  ALL("all", -1);

  private static final Set<String> CORE_SPEAKERS =
      names(
          "fdhc0 felc0 fjlm0 fmgd0 fmld0 fnlp0 fpas0 fpkt0 mbpm0 mcmj0 mdab0 mgrt0 mjdh0 mjln0"
              + " mjmp0 mklt0 mlll0 mlnt0 mnjm0 mpam0 mtas1 mtls0 mwbt0 mwew0");

  private static final Set<String> DEV_SPEAKERS =
      names(
          "fadg0 faks0 fcal1 fcmh0 fdac1 fdms0 fdrw0 fedw0 fgjd0 fjem0 fjmg0 fjsj0 fkms0 fmah0"
              + " fmml0 fnmr0 frew0 fsem0 majc0 mbdg0 mbns0 mbwm0 mcsh0 mdlf0 mdls0 mdvc0 mers0"
              + " mgjf0 mglb0 mgwt0 mjar0 mjfc0 mjsw0 mmdb1 mmdm2 mmjr0 mmwh0 mpdf0 mrcs0 mreb0"
              + " mrjm4 mrjr0 mroa0 mrtk0 mrws1 mtaa0 mtdt0 mteb0 mthc0 mwjg0");

  private final String title;
  private final int utterances;

  TimitSet(String title, int utterances) {
    this.title = title;
    this.utterances = utterances;
  }

  private static Set<String> names(String list) {
    return Arrays.stream(list.split(" ", -1)).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The set of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static TimitSet named(String name) {
    for (TimitSet set : values()) {
      if (set.title.equals(name.toLowerCase(Locale.ROOT))) {
        return set;
      }
    }
    throw new IllegalArgumentException(
        "expected core, full, full+sa, dev or all, found '" + name + "'");
  }

  /** The name. */
  public String title() {
    return title;
  }

  /** How many utterances the set has in the whole of TIMIT; empty for {@link #ALL}. */
  public OptionalInt utterances() {
    return utterances < 0 ? OptionalInt.empty() : OptionalInt.of(utterances);
  }

  /**
   * Whether an utterance belongs to the set.
   *
   * @param speaker name of the speaker in lower case
   * @param sentence name of the sentence in lower case, such as {@code sa1}
   * @param underTest whether it lies under the folder TEST
   */
  boolean includes(String speaker, String sentence, boolean underTest) {
    boolean shared = sentence.startsWith("sa");
    return switch (this) {
      case CORE -> CORE_SPEAKERS.contains(speaker) && !shared;
      case DEV -> DEV_SPEAKERS.contains(speaker) && !shared;
      case FULL -> underTest && !shared;
      case FULL_SA -> underTest;
      case ALL -> true;
    };
  }
}
