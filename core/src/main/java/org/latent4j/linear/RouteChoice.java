package org.latent4j.linear;

import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.latent4j.data.DataException;
import org.latent4j.linalg.RandomizedSvd;
import org.latent4j.model.ModelFamily;

/** Tells what the routes to q principal axes of n rows of d features cost. */
final class RouteChoice {

  private static final double WORTH_RANDOMISING = 1e11;
  private static final double RANDOMISED_SAVES = 5;
  private static final double WORTH_REFINING = 2e10;
  private static final long MOST_REFINED_VALUES = 1L << 24; // a copy in memory, 128 MiB
  private static final long MOST_VALUES = Integer.MAX_VALUE - 8;
  private static final int FEW = 8; // where the eigen solver changes its way

  private final long n;
  private final long d;
  private final long q;

  RouteChoice(long n, long d, long q) {
    this.n = n;
    this.d = d;
    this.q = q;
  }

  /** The formulas are those of {@link Route}'s documentation, in operations of a matrix product. */
  double operations(Route route) {
    double rows = n;
    double features = d;
    double axes = q;
    double small = Math.min(rows, features);
    double values = rows * features;
    return switch (route) {
      case AUTO -> operations(cheapest());
      case COVARIANCE -> values * features + eigenOperations(features);
      case GRAM ->
          values * rows
              + eigenOperations(rows)
              + 2 * values * axes
              + 8 * features * axes * axes
              + 20 * axes * axes * axes;
      case SVD -> 8 * values * small + 20 * small * small * small;
      case RANDOMISED -> 80 * values * (axes + RandomizedSvd.DEFAULT_OVERSAMPLING);
    };
  }

  /** Whether so few eigenvectors of so large a matrix are found faster than all. */
  static boolean isFew(double count, double size) {
    return count * FEW <= size;
  }

  private double eigenOperations(double size) {
    return (isFew((double) q, size) ? 4 : 10) * size * size * size;
  }

  /** Whether the matrices that a route forms can be held in one array. */
  boolean isFeasible(Route route) {
    return route == Route.COVARIANCE
        ? d * d <= MOST_VALUES
        : n <= MOST_VALUES / d && (route != Route.GRAM || n * n <= MOST_VALUES);
  }

  /** About how much heap a route takes beside the rows. */
  double bytes(Route route, int threads) {
    double rows = n;
    double features = d;
    return Double.BYTES
        * switch (route) {
          case AUTO -> bytes(cheapest(), threads) / Double.BYTES;
          case COVARIANCE -> (threads + ModelFamily.STATISTICS_ALIVE) * features * features / 2;
          case GRAM -> rows * features + 2 * rows * rows;
          case SVD, RANDOMISED -> 2 * rows * features;
        };
  }

  /**
   * Refuses a route that this machine's arrays cannot hold.
   *
   * @throws DataException if so
   */
  void requireFeasible(Route route) {
    if (!isFeasible(route)) {
      throw tooLarge();
    }
  }

  /** The route that {@link Route#AUTO} takes. */
  Route cheapest() {
    Route best =
        Stream.of(Route.COVARIANCE, Route.GRAM, Route.SVD)
            .filter(this::isFeasible)
            .min(Comparator.comparingDouble(this::operations))
            .orElseThrow(this::tooLarge);
    double exact = operations(best);
    boolean randomise =
        isFeasible(Route.RANDOMISED)
            && exact > WORTH_RANDOMISING
            && exact > RANDOMISED_SAVES * operations(Route.RANDOMISED);
    return randomise ? Route.RANDOMISED : best;
  }

  private DataException tooLarge() {
    return new DataException(
        String.format(
            Locale.ROOT,
            "principal axes of %d rows of %d features need a matrix of more than %d values; leave"
                + " out features or rows",
            n,
            d,
            MOST_VALUES));
  }

  /**
   * Whether a second look by singular values, for axes of little variance, takes about a second and
   * memory that any machine has.
   */
  boolean isRefinementCheap() {
    return n <= MOST_REFINED_VALUES / d && operations(Route.SVD) <= WORTH_REFINING;
  }
}
