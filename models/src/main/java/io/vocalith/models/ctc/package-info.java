/**
 * Speech to phones: the recogniser, how it decodes, and what it answers. The network and the search
 * are the engine's; here they meet a model card, which knows the names of the classes.
 */
package io.vocalith.models.ctc;
