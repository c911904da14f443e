package org.latent4j.em;

import java.util.function.BooleanSupplier;
import org.latent4j.data.Dataset;

/**
 * What is done with parameters before EM itself begins, to begin nearer to where it ends.
 *
 * @param <P> parameters
 */
public interface Opening<P> {

  /**
   * Whether it is worth its while.
   *
   * @param rows how many there are
   * @return false if EM is to begin at once
   */
  boolean appliesTo(long rows);

  /**
   * Nats that may be left to gain in all rows when EM ends after this opening.
   *
   * @param rows how many there are
   * @return a tolerance for {@link ExpectationMaximization.Limits}, if it is greater
   */
  double tolerance(long rows);

  /**
   * Improves parameters.
   *
   * @param data rows to which it applies
   * @param start first parameters
   * @param passLimit the most passes over the rows
   * @param observer is told of each pass
   * @param cancelled asked often; the parameters so far are given when it says so
   * @return better parameters
   */
  P run(
      Dataset data,
      P start,
      int passLimit,
      ExpectationMaximization.Observer<P> observer,
      BooleanSupplier cancelled);
}
