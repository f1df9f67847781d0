package io.vocalith.models.report;

import io.vocalith.audio.AudioClip;
import java.util.Optional;

/**
 * What a report shows of a recording beside the answer.
 *
 * @param clip the sound
 * @param scores what the network said; empty where no network gives classes
 */
public record ReportView(AudioClip clip, Optional<Posteriorgram> scores) {}
