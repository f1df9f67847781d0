/**
 * Listening to a recording before any network does: how much speech it holds, how loud, how clean,
 * how wide, how clipped, and whether that is enough for what is asked.
 *
 * <p>Pure signal analysis on samples and a rate. No network, no model, no file lives here.
 */
package io.vocalith.models.listen;
