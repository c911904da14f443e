package org.latent4j.model;

/** A model file, or a part of one, that cannot be read: damaged, foreign or newer. */
public class ModelFormatException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the error.
   *
   * @param message what was expected, what was found, and what to do
   */
  public ModelFormatException(String message) {
    super(message);
  }

  /**
   * Makes the error from another.
   *
   * @param message what was expected, what was found, and what to do
   * @param cause what was seen first
   */
  public ModelFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
