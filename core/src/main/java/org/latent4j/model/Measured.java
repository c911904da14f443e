package org.latent4j.model;

import java.util.Map;

/**
 * Keeps numbers about its own fit that do not depend on the units of the rows, for a summary.
 * Whoever shows them knows nothing of the model.
 */
public interface Measured {

  /**
   * The numbers.
   *
   * @return by name in the manner of JSON, such as {@code klPerRow}; in the order to be shown
   */
  Map<String, Double> measures();
}
