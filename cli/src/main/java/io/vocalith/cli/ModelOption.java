package io.vocalith.cli;

import io.vocalith.models.Architecture;
import io.vocalith.models.Model;
import io.vocalith.models.Models;
import io.vocalith.models.speaker.EmbeddingCache;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --model}, for every command that runs a network. */
final class ModelOption {
  @Option(
      names = {"-m", "--model"},
      paramLabel = "MODEL",
      description = {
        "A model's name (see vocalith list), its card (.yaml) or a checkpoint (.ckpt, .safetensors).",
        "Default: the small model that comes with Vocalith."
      })
  private String model;

  @Mixin private CacheOption cache;

  /** Where embeddings are kept: below the folder of pulled models. */
  EmbeddingCache embeddings() {
    return EmbeddingCache.at(cache.cache().folder().resolve("embeddings"));
  }

  /** Whether the user named a model. */
  boolean given() {
    return model != null;
  }

  /**
   * Finds the model, telling the user what had to be assumed.
   *
   * @param task what it is for, in messages
   * @throws UsageException if there is no such model or it has another network
   */
  Model find(VocalithCommand command, Architecture needed, String task) throws IOException {
    String called =
        model != null
            ? model
            : needed == Architecture.CTCMODEL ? Models.DEFAULT_PHONES : Models.DEFAULT_VOICES;
    Model found = Models.with(cache.cache()).find(called);
    if (!command.common.quiet) { // else nobody has to wait for the digest
      found.warnings().forEach(command::notice);
    }
    return found.require(needed, task);
  }
}
