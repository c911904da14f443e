package org.latent4j.formats;

/** Whether the first line of a delimited text names the columns. */
public enum Header {
  /** It does when no field of it is a number and one is a word. */
  AUTO,
  /** It does. */
  PRESENT,
  /** It is a row like the others; the columns are named x1, x2, …. */
  ABSENT
}
