package io.vocalith.models.eval.speakers;

/**
 * A trial with its score.
 *
 * @param trial the trial
 * @param score its score
 * @param enrollSpeaker who is heard in the enrolled recording
 * @param testSpeaker who is heard in the test recording
 */
public record ScoredTrial(Trial trial, double score, String enrollSpeaker, String testSpeaker) {}
