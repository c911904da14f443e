package org.latent4j.data;

/** Rows that cannot be used as they are: the text says which, why, and what to do. */
public class DataException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the error.
   *
   * @param message parameter, rule, actual value, place or remedy
   */
  public DataException(String message) {
    super(message);
  }
}
