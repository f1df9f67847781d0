package io.vocalith.models;

/** The networks that Vocalith runs. */
public enum Architecture {
  /** MFCC, stacked bidirectional LSTM, CTC: speech to phones. */
  CTCMODEL("ctcmodel"),
  /** Mel filter bank, ECAPA-TDNN: a voice to an embedding. */
  ECAPA_TDNN("ecapa_tdnn");

  private final String id;

  Architecture(String id) {
    this.id = id;
  }

  /** The name in model cards, which is the one MindSpore's model zoo uses. */
  @Override
  public String toString() {
    return id;
  }
}
