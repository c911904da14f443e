package org.latent4j.model;

import java.util.List;
import org.latent4j.data.Schema;

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

  /**
   * The tables with names of columns, levels and components where they speak of them.
   *
   * @param schema of the model's features
   * @return the same tables
   */
  default List<ModelTable> tables(Schema schema) {
    return tables();
  }
}
