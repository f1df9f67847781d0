package io.vocalith.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void defaultsAreThoseOfTheReferenceModels() {
    MfccOptions mfcc = MfccOptions.DEFAULTS;
    assertEquals(16000, mfcc.sampleRate());
    assertEquals(new FrameOptions(160, 80, WindowShape.RECTANGULAR, 512), mfcc.frames());
    assertEquals(new MelOptions(26, 0, 6000), mfcc.mel());
    assertEquals(0.95, mfcc.preEmphasis());
    assertEquals(13, mfcc.coefficients());
    assertEquals(22, mfcc.lifter());
    assertEquals(2, mfcc.differences());
    assertEquals(false, mfcc.removeMean());
    FbankOptions fbank = FbankOptions.DEFAULTS;
    assertEquals(16000, fbank.sampleRate());
    assertEquals(new FrameOptions(400, 160, WindowShape.HAMMING_PERIODIC, 400), fbank.frames());
    assertEquals(new MelOptions(80, 0, 8000), fbank.mel());
    assertEquals(80, fbank.topDecibels());
    assertEquals(true, fbank.removeMean());
  }

  @Test
  void everyFieldIsChecked() {
    refused("a window of 1 to", () -> new FrameOptions(0, 80, WindowShape.HAMMING, 512));
    refused("a hop of 1 to", () -> new FrameOptions(160, 0, WindowShape.HAMMING, 512));
    refused("an FFT size of at", () -> new FrameOptions(600, 80, WindowShape.HAMMING, 512));
    refused("found 514", () -> new FrameOptions(160, 80, WindowShape.HAMMING, 514));
    refused("found 1073741824", () -> new FrameOptions(160, 80, WindowShape.HAMMING, 1 << 30));
    refused("window shape", () -> new FrameOptions(160, 80, null, 512));
    refused("mel filters, found 0", () -> new MelOptions(0, 0, 100));
    refused("found 200.0 to 100.0 Hz", () -> new MelOptions(10, 200, 100));
    refused("NaN", () -> new MelOptions(10, Double.NaN, 100));
    MfccOptions mfcc = MfccOptions.DEFAULTS;
    refused("half the sample rate", () -> mfcc.withMel(new MelOptions(26, 0, 8001)));
    refused("pre-emphasis of 0 to 1, found NaN", () -> mfcc.withPreEmphasis(Double.NaN));
    refused("order 0, 1 or 2, found 3", () -> mfcc.withDifferences(3));
    refused("1 to 12 coefficients", () -> mfcc.withMel(new MelOptions(12, 0, 6000)));
    FbankOptions fbank = FbankOptions.DEFAULTS;
    refused("half the sample rate", () -> fbank.withMel(new MelOptions(80, 0, 9000)));
    refused(
        "range in decibels, found 0.0",
        () -> new FbankOptions(16000, fbank.frames(), fbank.mel(), 0, true));
    refused(
        "positive sample rate, found 0",
        () -> new FbankOptions(0, fbank.frames(), fbank.mel(), 80, true));
  }

  private static void refused(String part, org.junit.jupiter.api.function.Executable built) {
    String message = assertThrows(IllegalArgumentException.class, built).getMessage();
    assertEquals(true, message.contains(part), message);
  }
}
