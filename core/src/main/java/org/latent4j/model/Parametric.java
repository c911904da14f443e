package org.latent4j.model;

import java.util.List;

/**
 * Tells its parameters by name, so that those of two fits can be compared number by number: what is
 * uncertain in them, or how they differ.
 */
public interface Parametric {

  /**
   * The parameters.
   *
   * @return in the order a user should see them; models of one family and one size give the same
   *     names and shapes
   */
  List<Parameter> parameters();
}
