package org.latent4j.formats;

/** What stands before the decimals of a number. */
public enum DecimalMark {
  /**
   * A comma where the beginning of the file writes numbers so and none with a point; else a point.
   */
  AUTO,
  /** 1.5 */
  POINT,
  /** 1,5 */
  COMMA
}
