package org.latent4j.model;

import org.latent4j.linalg.Matrix;

/** Gives each row the probabilities p(component|x). */
public interface Clusterer {

  /**
   * Number of components.
   *
   * @return k, at least 1
   */
  int componentCount();

  /**
   * Whether the last component stands for rows that belong to no cluster.
   *
   * @return false unless the model has such a component
   */
  default boolean hasNoiseComponent() {
    return false;
  }

  /**
   * Probabilities of the components given each row.
   *
   * @param observations n×d
   * @return n×k, rows sum to 1
   * @throws IllegalArgumentException if the number of features is not d
   */
  Matrix responsibilities(Matrix observations);

  /**
   * The most probable component of each row; the first among equals.
   *
   * @param observations n×d
   * @return n indices from 0
   */
  default int[] cluster(Matrix observations) {
    Matrix responsibilities = responsibilities(observations);
    int[] clusters = new int[observations.rows()];
    for (int i = 0; i < clusters.length; i++) {
      for (int c = 1; c < componentCount(); c++) {
        if (responsibilities.get(i, c) > responsibilities.get(i, clusters[i])) {
          clusters[i] = c;
        }
      }
    }
    return clusters;
  }
}
