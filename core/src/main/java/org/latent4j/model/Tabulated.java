package org.latent4j.model;

import java.util.List;

/**
 * Tells of itself in tables whose numbers have no units, such as loadings of standardised features,
 * so that they hold behind any scaling. Whoever shows them knows nothing of the model.
 */
public interface Tabulated {

  /**
   * The tables, the most telling first.
   *
   * @return at least one
   */
  List<ModelTable> tables();
}
