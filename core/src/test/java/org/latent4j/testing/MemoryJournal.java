package org.latent4j.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.latent4j.model.FitJournal;

/** A journal on the heap that keeps every pass, and can tell a fit to stop after some of them. */
final class MemoryJournal implements FitJournal {

  private final Map<Integer, double[]> kept = new HashMap<>();
  private int asked = -1;
  private int known;

  @Override
  public Optional<double[]> next(long rows, long length) {
    asked++;
    Optional<double[]> counted = Optional.ofNullable(kept.get(asked)).map(double[]::clone);
    known += counted.isPresent() ? 1 : 0;
    return counted;
  }

  @Override
  public void keep(long rows, double[] counted, long nanoseconds) {
    kept.put(asked, counted.clone());
  }

  /** Passes that were asked for since the fit began. */
  int passes() {
    return asked + 1;
  }

  /** Passes that were known when they were asked for. */
  int known() {
    return known;
  }

  /** Forgets the number of the pass, for a fit that begins again. */
  MemoryJournal rewound() {
    asked = -1;
    known = 0;
    return this;
  }
}
