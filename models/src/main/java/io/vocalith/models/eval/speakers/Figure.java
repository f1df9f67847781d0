package io.vocalith.models.eval.speakers;

import io.vocalith.models.eval.Interval;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A figure with the name of its definition.
 *
 * @param name short name, such as {@code EER}
 * @param definition what it is, in a few words
 * @param value the figure; empty where it is not defined, and then {@code definition} says why
 * @param interval 95 % by a bootstrap over speakers; empty where there is none
 */
public record Figure(
    String name, String definition, OptionalDouble value, Optional<Interval> interval) {}
