package org.latent4j.linalg;

/**
 * A computation that cannot be completed in floating point, although its arguments were legal: a
 * singular matrix, an iteration that does not settle, a value that is no longer finite.
 */
public class NumericalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message one sentence: what failed, the rule, the actual value and the remedy
   */
  public NumericalException(String message) {
    super(message);
  }

  /**
   * Creates the exception with the failure that led to it.
   *
   * @param message one sentence: what failed, the rule, the actual value and the remedy
   * @param cause the failure that led to it
   */
  public NumericalException(String message, Throwable cause) {
    super(message, cause);
  }
}
