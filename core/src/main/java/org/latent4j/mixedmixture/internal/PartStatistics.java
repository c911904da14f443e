package org.latent4j.mixedmixture.internal;

/** What is counted of a part's columns, for all components. Not thread-safe. */
interface PartStatistics {

  /** Adds what was counted elsewhere. */
  void merge(PartStatistics other);

  /** Copies all numbers to an array; gives how many there were. */
  int copyTo(double[] target, int at);
}
