package org.latent4j.formats;

/** Which columns a table is read for, as the models that shall describe it can take. */
public enum ModelledColumns {
  /** Numbers; columns of words are left out. */
  NUMBERS,
  /** Numbers, words, and codes: whole numbers that name rather than count or measure. */
  ALL,
  /** As {@link #ALL} where a column holds words, or 0 and 1 alone; as {@link #NUMBERS} if none. */
  ALL_IF_DISCRETE
}
