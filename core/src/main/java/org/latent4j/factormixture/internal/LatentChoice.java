package org.latent4j.factormixture.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.latent4j.em.ExpectationMaximization.Run;
import org.latent4j.factormixture.FactorMixture;
import org.latent4j.factormixture.Sharing;
import org.latent4j.model.FitStatus;

/**
 * Takes factors away from a mixture near its maximum as long as its BIC, −2·log L + p·ln n, falls.
 * For each component the number of factors is proposed for which n_c times the distance to the
 * nearest covariance of so many ({@link FewerFactors}), with p·ln n, is least: there −2·log L rises
 * by about as much with all else held. EM then goes on from the proposal of all components, and BIC
 * itself decides; where it has not fallen, single factors are tried, the most promising first.
 */
final class LatentChoice {

  /** At most one in so many factors of a component goes at once, so that rows can move along. */
  private static final int STEP = 4;

  private final UnaryOperator<Run<FactorMixture>> onwards;

  /**
   * Takes the way to go on.
   *
   * @param onwards runs EM on from where a run ended, long enough to judge
   */
  LatentChoice(UnaryOperator<Run<FactorMixture>> onwards) {
    this.onwards = onwards;
  }

  /** Some covariances in the place of those of a component, or of all that share loadings. */
  private record Proposal(int slot, List<FactorCovariance> covariances, double fall) {}

  /** The mixture of least BIC that was found, after few updates. */
  Run<FactorMixture> reduce(Run<FactorMixture> start) {
    Run<FactorMixture> best = start;
    boolean single = false;
    Set<Integer> needed = new HashSet<>();
    while (best.status() != FitStatus.CANCELLED) {
      List<Proposal> proposals = single ? one(best, needed) : all(best);
      if (proposals.isEmpty() && single) {
        return best;
      }
      if (proposals.isEmpty()) {
        single = true;
        continue;
      }
      Run<FactorMixture> next =
          onwards.apply(best.withParameters(with(best.parameters(), proposals)));
      if (bic(next) < bic(best)) {
        best = joined(best, next);
      } else if (single) {
        needed.add(proposals.get(0).slot());
      } else {
        single = true;
      }
    }
    return best;
  }

  private static Run<FactorMixture> joined(Run<FactorMixture> first, Run<FactorMixture> next) {
    List<String> repairs = new ArrayList<>(first.repairs());
    repairs.addAll(next.repairs());
    return new Run<>(
        next.parameters(),
        next.logLikelihood(),
        next.objective(),
        next.weightTotal(),
        next.status(),
        next.trace(),
        repairs);
  }

  private static double bic(Run<FactorMixture> run) {
    return -2 * run.logLikelihood()
        + run.parameters().parameterCount() * Math.log(run.weightTotal());
  }

  /** The best for each component that has one. */
  private static List<Proposal> all(Run<FactorMixture> run) {
    int slots = run.parameters().sharing().ofLoadings() ? 1 : run.parameters().componentCount();
    List<Proposal> proposals = new ArrayList<>();
    for (int c = 0; c < slots; c++) {
      int q = run.parameters().covariances().get(c).latentDimension();
      Proposal best = new Proposal(c, List.of(), 0);
      int least = q - Math.max(1, q / STEP);
      for (int fewer = q - 1; fewer >= Math.max(0, least); fewer--) {
        Proposal proposal = proposal(run, c, fewer);
        best = proposal.fall() > best.fall() ? proposal : best;
      }
      if (best.fall() > 0) {
        proposals.add(best);
      }
    }
    return proposals;
  }

  /** The most promising loss of one factor that is not known to be needed. */
  private static List<Proposal> one(Run<FactorMixture> run, Set<Integer> needed) {
    int slots = run.parameters().sharing().ofLoadings() ? 1 : run.parameters().componentCount();
    List<Proposal> best = List.of();
    for (int c = 0; c < slots; c++) {
      int q = run.parameters().covariances().get(c).latentDimension();
      if (q > 0 && !needed.contains(c)) {
        Proposal proposal = proposal(run, c, q - 1);
        double least = slots == 1 ? Double.NEGATIVE_INFINITY : 0; // one more trial costs little
        if (proposal.fall() > (best.isEmpty() ? least : best.get(0).fall())) {
          best = List.of(proposal);
        }
      }
    }
    return best;
  }

  /** So many factors in a component, or in all if they share loadings. */
  private static Proposal proposal(Run<FactorMixture> run, int slot, int fewer) {
    FactorMixture mixture = run.parameters();
    List<FactorCovariance> rotated = canonical(mixture);
    FewerFactors reduction = new FewerFactors(mixture.noise());
    FactorCovariance own = rotated.get(slot);
    List<FactorCovariance> found =
        switch (mixture.sharing()) {
          case NONE, NOISE -> List.of(reduction.nearest(own, fewer, slot));
          case BOTH -> repeated(reduction.nearest(own, fewer, 0), rotated.size());
          case LOADINGS ->
              IntStream.range(0, rotated.size())
                  .mapToObj(c -> reduction.absorbed(rotated.get(c), fewer, c))
                  .toList();
        };
    double rows = run.weightTotal();
    double rise = 0;
    for (int i = 0; i < found.size(); i++) {
      int c = found.size() == 1 ? slot : i;
      rise += mixture.weights()[c] * rows * FewerFactors.distance(rotated.get(c), found.get(i));
    }
    double d = mixture.featureCount();
    double q = own.latentDimension();
    double freed = d * (q - fewer) - (q * (q - 1) - fewer * (fewer - 1.0)) / 2;
    return new Proposal(slot, found, freed * Math.log(rows) - rise);
  }

  private static List<FactorCovariance> repeated(FactorCovariance covariance, int times) {
    FactorCovariance[] all = new FactorCovariance[times];
    Arrays.fill(all, covariance);
    return List.of(all);
  }

  private static List<FactorCovariance> canonical(FactorMixture mixture) {
    int[] order = IntStream.range(0, mixture.componentCount()).toArray();
    return Order.canonical(mixture.sharing(), mixture.weights(), mixture.covariances(), order);
  }

  private static FactorMixture with(FactorMixture mixture, List<Proposal> proposals) {
    List<FactorCovariance> all = new ArrayList<>(mixture.covariances());
    for (Proposal proposal : proposals) {
      List<FactorCovariance> found = proposal.covariances();
      if (mixture.sharing().ofLoadings()) {
        all = found;
      } else {
        all.set(proposal.slot(), found.get(0));
      }
    }
    return new FactorMixture(
        mixture.noise(),
        mixture.sharing(),
        mixture.weights(),
        mixture.means(),
        mixture.sharing() == Sharing.NOISE ? ofOneNoise(mixture.weights(), all) : all);
  }

  /** With the mean noise for all. */
  private static List<FactorCovariance> ofOneNoise(
      double[] weights, List<FactorCovariance> covariances) {
    double[] mean = new double[covariances.get(0).noise().length];
    for (int c = 0; c < weights.length; c++) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += weights[c] * covariances.get(c).noise()[j];
      }
    }
    return IntStream.range(0, weights.length)
        .mapToObj(c -> new FactorCovariance(covariances.get(c).loadings(), mean, c))
        .toList();
  }
}
