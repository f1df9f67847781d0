/**
 * The one writer of SVG in the project and the plots drawn with it. Plots take numbers and give
 * text; they compute no figure and read no file.
 */
package io.vocalith.models.plot;
