/**
 * What phones are called: notations, pronouncing dictionaries, phone language models. Names meet
 * the numbers of a network's classes here; no audio, no network and no search is known.
 */
package io.vocalith.models.phones;
