package org.latent4j.mixture.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.latent4j.mixture.ComponentWeights;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.CovarianceStructure.Part;
import org.latent4j.mixture.GaussianMixture;

/**
 * Finds components that the covariance floor alone keeps from collapsing. A component whose
 * variances are its own lies at the floor in all of them. One that has only a volume of its own and
 * shares its shape touches the floor in a single direction, and so does the smallest component
 * where a column is constant; what tells them apart is that the collapsed one is far narrower than
 * others.
 */
final class FloorContact {

  private static final double CONTACT = 1 + 1e-6;
  private static final double FAR_NARROWER = Math.log(1e-4); // of variances

  private final GaussianMixture mixture;
  private final CovarianceStructure structure;
  private final VarianceFloor floor;

  FloorContact(GaussianMixture mixture, VarianceFloor floor) {
    this.mixture = mixture;
    this.floor = floor;
    structure = mixture.structure();
  }

  /** Components from 0 that have collapsed. */
  List<Integer> collapsed() {
    List<Integer> found = new ArrayList<>();
    int k = mixture.means().rows();
    double widest =
        IntStream.range(0, k).mapToDouble(this::logVolume).max().orElse(Double.NEGATIVE_INFINITY);
    for (int c = 0; c < k; c++) {
      boolean narrow = sharesOnlyShape() && logVolume(c) < widest + FAR_NARROWER && touches(c);
      if (narrow || isAtFloorInAllFeatures(c)) {
        found.add(c);
      }
    }
    return found;
  }

  /** A sentence for each component that has collapsed. */
  List<String> notes(double rowCount) {
    List<String> notes = new ArrayList<>();
    for (int c : collapsed()) {
      boolean hasOwnWeight = mixture.componentWeights() == ComponentWeights.FREE;
      double rows = mixture.weights()[c] * rowCount;
      notes.add(
          String.format(
              Locale.ROOT,
              "component %d%s lies at the covariance floor%s: its rows are nearly equal",
              c + 1,
              hasOwnWeight ? String.format(Locale.ROOT, " (%.1f rows)", rows) : "",
              sharesOnlyShape() ? "" : " in every feature"));
    }
    return notes;
  }

  /**
   * Whether weights do not tell that a component has few rows, but the floor does: it touches some
   * and not others.
   */
  boolean holdsUpFewRows() {
    if (mixture.componentWeights() == ComponentWeights.FREE
        || !structure.needsRowsForEachComponent()) {
      return false;
    }
    int k = mixture.means().rows();
    long touching = IntStream.range(0, k).filter(this::touches).count();
    return touching > 0 && touching < k;
  }

  private boolean sharesOnlyShape() {
    return structure.volume() == Part.VARYING && structure.shape() == Part.EQUAL;
  }

  private double logVolume(int c) {
    return mixture.covariances().logDeterminant(c) / mixture.featureCount();
  }

  private boolean isAtFloorInAllFeatures(int c) {
    for (int j = 0; j < mixture.featureCount(); j++) {
      double least = structure.isSpherical() ? floor.shared() : floor.variance(j);
      if (!(mixture.covariances().variance(c, j) <= least * CONTACT)) {
        return false;
      }
    }
    return true;
  }

  private boolean touches(int c) {
    VarianceFloor bound = structure.isUnitFree() ? floor : VarianceFloor.of(floor.sphere());
    return !bound.scaled(CONTACT).isBelow(mixture.covariance(c));
  }
}
