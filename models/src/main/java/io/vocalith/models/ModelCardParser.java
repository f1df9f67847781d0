package io.vocalith.models;

import io.vocalith.audio.Fbank;
import io.vocalith.audio.FbankOptions;
import io.vocalith.audio.FeatureExtractor;
import io.vocalith.audio.FrameOptions;
import io.vocalith.audio.MelOptions;
import io.vocalith.audio.Mfcc;
import io.vocalith.audio.MfccOptions;
import io.vocalith.audio.WindowShape;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Model cards from YAML; what a card leaves out is as in the published model of its network. */
final class ModelCardParser {
  private ModelCardParser() {}

  static ModelCard parse(String yaml, String origin) throws ModelCardException {
    YamlSection card = YamlSection.parse(yaml, origin);
    int format = card.integer("card", 1);
    if (format != 1) {
      throw card.error("card: expected format 1, found " + format);
    }
    Architecture architecture =
        choice(card, "architecture", Architecture.values(), card.text("architecture"));
    FeatureExtractor features = features(card.section("features"));
    try {
      ModelCard result =
          new ModelCard(
              card.text("name"),
              card.text("title", ""),
              architecture,
              features,
              card.texts("labels"),
              card.integer("blank", -1),
              card.integer("padding", 0),
              card.text("checkpoint", ""),
              card.text("embeddingMean", ""),
              card.text("source", ""),
              card.text("sha256", ""),
              card.text("license", ""),
              card.texts("notes"));
      card.finish();
      return result;
    } catch (IllegalArgumentException e) {
      throw card.error(e.getMessage());
    }
  }

  private static FeatureExtractor features(YamlSection section) throws ModelCardException {
    String kind = section.text("kind");
    try {
      FeatureExtractor features =
          switch (kind) {
            case "mfcc" -> mfcc(section);
            case "fbank" -> fbank(section);
            default -> throw section.error("kind: expected mfcc or fbank, found " + kind);
          };
      section.finish();
      return features;
    } catch (IllegalArgumentException e) {
      throw section.error(e.getMessage());
    }
  }

  private static Mfcc mfcc(YamlSection section) throws ModelCardException {
    MfccOptions d = MfccOptions.DEFAULTS;
    return new Mfcc(
        new MfccOptions(
            section.integer("sampleRate", d.sampleRate()),
            frames(section, d.frames()),
            section.number("preEmphasis", d.preEmphasis()),
            mel(section, d.mel()),
            section.integer("coefficients", d.coefficients()),
            section.integer("lifter", d.lifter()),
            section.integer("differences", d.differences()),
            section.flag("removeMean", d.removeMean())));
  }

  private static Fbank fbank(YamlSection section) throws ModelCardException {
    FbankOptions d = FbankOptions.DEFAULTS;
    return new Fbank(
        new FbankOptions(
            section.integer("sampleRate", d.sampleRate()),
            frames(section, d.frames()),
            mel(section, d.mel()),
            section.number("topDecibels", d.topDecibels()),
            section.flag("removeMean", d.removeMean())));
  }

  private static FrameOptions frames(YamlSection section, FrameOptions d)
      throws ModelCardException {
    String shape = section.text("shape", id(d.shape()));
    return new FrameOptions(
        section.integer("window", d.window()),
        section.integer("hop", d.hop()),
        choice(section, "shape", WindowShape.values(), shape),
        section.integer("fftSize", d.fftSize()));
  }

  private static MelOptions mel(YamlSection section, MelOptions d) throws ModelCardException {
    return new MelOptions(
        section.integer("filters", d.filters()),
        section.number("lowHz", d.lowHz()),
        section.number("highHz", d.highHz()));
  }

  private static <E extends Enum<E>> E choice(
      YamlSection section, String key, E[] choices, String found) throws ModelCardException {
    for (E choice : choices) {
      if (id(choice).equals(found)) {
        return choice;
      }
    }
    String all = Arrays.stream(choices).map(ModelCardParser::id).collect(Collectors.joining(", "));
    throw section.error(key + ": expected one of " + all + ", found " + found);
  }

  private static String id(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
