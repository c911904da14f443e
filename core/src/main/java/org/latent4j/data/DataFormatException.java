package org.latent4j.data;

import java.io.IOException;

/** A file that is not what it claims to be: the text tells file, line, column, value and rule. */
public class DataFormatException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the error.
   *
   * @param message file, line, column, value and rule, as far as they apply
   */
  public DataFormatException(String message) {
    super(message);
  }

  /**
   * Makes the error from another.
   *
   * @param message file, line, column, value and rule, as far as they apply
   * @param cause what was seen first
   */
  public DataFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
