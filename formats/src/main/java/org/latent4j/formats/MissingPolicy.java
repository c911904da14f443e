package org.latent4j.formats;

/** What happens to a row in which a value is missing. */
public enum MissingPolicy {
  /** It stays; the value is NaN. */
  KEEP,
  /** It is left out when a modelled value is missing. */
  DROP_ROWS
}
