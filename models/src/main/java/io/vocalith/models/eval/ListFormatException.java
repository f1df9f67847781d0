package io.vocalith.models.eval;

import java.io.IOException;

/** A list, manifest or score file that does not read as its format says. */
public final class ListFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * One sentence that names the place. Control characters, which a hostile file may have brought
   * into it, become question marks.
   *
   * @param origin what the file is called in messages
   * @param line line number, from 1; 0 for the file as a whole
   * @param problem what was expected and what was found
   */
  public ListFormatException(String origin, long line, String problem) {
    super(
        (line > 0 ? origin + ", line " + line + ": " : origin + ": ")
            + problem.replaceAll("\\p{Cntrl}+", "?"));
  }
}
