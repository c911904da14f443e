package org.latent4j.formats;

/** Whether the first line of a delimited text names the columns. */
public enum Header {
  /**
   * It does when no field of it is a number and one is a word; or when words come first, and then
   * three or more numbers in equal steps, such as years, which the next line does not have.
   */
  AUTO,
  /** It does. */
  PRESENT,
  /** It is a row like the others; the columns are named x1, x2, …. */
  ABSENT
}
