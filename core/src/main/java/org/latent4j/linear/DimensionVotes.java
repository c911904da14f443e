package org.latent4j.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.NumericalException;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FitContext;

/**
 * What several rules say of how many axes rows have, side by side, because no rule is right for all
 * rows: where they agree the dimension is a property of the rows, where they do not it depends on
 * what it is for. {@link DimensionVoter} tells what each rule asks.
 *
 * <p>Two models take one of them when the latent dimension is left to be chosen: {@link
 * ProbabilisticPca} that of {@link DimensionVoter#HELD_OUT} (at least 1), {@link Pca} that of
 * {@link DimensionVoter#SHARE}.
 *
 * <p>All rules but two read one spectrum and cost nothing beside it. {@link
 * DimensionVoter#HELD_OUT} needs the spectrum of each fold's training rows and 8·d² operations for
 * each held-out row (5 folds below 1000 rows, else a fifth of the rows, 100,000 at most), {@link
 * DimensionVoter#PARALLEL} 99 eigenvalue problems of the lesser of n and d, or 19 where these are
 * large; beyond some minutes it abstains. Rows of weight w count as w rows. Fewer rows than
 * features, constant features and repeated rows are allowed. Dimensions that leave no variance for
 * the noise are not judged, since their density is infinite. Immutable, thread-safe.
 */
public final class DimensionVotes {

  private static final long STREAM = 0x50415241L;

  private final Map<DimensionVoter, Vote> votes = new EnumMap<>(DimensionVoter.class);
  private final Map<DimensionVoter, String> abstentions = new EnumMap<>(DimensionVoter.class);

  /**
   * What one rule says.
   *
   * @param voter the rule
   * @param dimension the latent dimension it chooses; 0 if no axis stands out
   * @param criteria its criterion for q = 0, 1, …, as far as it looked; NaN where it says nothing
   *     of a dimension
   */
  public record Vote(DimensionVoter voter, int dimension, List<Double> criteria) {

    /** Copies the list. */
    public Vote {
      criteria = List.copyOf(criteria);
    }

    /**
     * The criterion at the dimension that was chosen.
     *
     * @return its value, NaN where there is none
     */
    public double criterion() {
      return criteria.get(dimension);
    }
  }

  private DimensionVotes() {}

  /**
   * Asks all rules.
   *
   * @param data at least 2 rows, all complete
   * @param context threads, and the seed by which rows are held out and chance is drawn
   * @return the votes
   * @throws DataException if there are too few rows, all are equal, or a value is missing or
   *     infinite
   */
  public static DimensionVotes of(Dataset data, FitContext context) {
    PrincipalSpectrum.requireRows(data);
    int axes = PrincipalSpectrum.mostAxes(data);
    PrincipalSpectrum first = PrincipalSpectrum.of(data, axes, Route.AUTO, context);
    PrincipalSpectrum spectrum = first.resolving(first.variances()[axes - 1], data, context);
    NoiseLevels noise = new NoiseLevels(spectrum, data.schema());
    DimensionVotes votes = new DimensionVotes();
    votes.askDensities(noise, data, context);
    votes.ask(
        DimensionVoter.PARALLEL,
        () -> {
          SeededRandom random = new SeededRandom(context.seed()).split(STREAM);
          double[] ratios = ParallelAnalysis.of(spectrum, random, context.threads());
          return vote(DimensionVoter.PARALLEL, ratios, ParallelAnalysis::kept);
        });
    votes.ask(
        DimensionVoter.SHARE,
        () ->
            vote(
                DimensionVoter.SHARE,
                shares(spectrum),
                s -> spectrum.axesHolding(PcaOptions.AUTOMATIC_SHARE)));
    return votes;
  }

  /** The rules that ask for the density of probabilistic PCA. */
  private void askDensities(NoiseLevels noise, Dataset data, FitContext context) {
    if (noise.last() == 0) {
      String reason =
          noise.spectrum().featureCount() == 1
              ? "one column leaves nothing for the noise"
              : "the rows lie on a line, which leaves nothing for the noise";
      Arrays.stream(DimensionVoter.values())
          .filter(v -> v.separatesNoise() && v != DimensionVoter.PARALLEL)
          .forEach(v -> abstentions.put(v, reason));
      return;
    }
    ask(
        DimensionVoter.BIC,
        () -> {
          double[] values = new double[noise.last() + 1];
          Arrays.setAll(values, noise::bic);
          return vote(DimensionVoter.BIC, values, v -> greatest(negative(v)));
        });
    ask(
        DimensionVoter.HELD_OUT,
        () -> {
          HeldOutDimensions judged = HeldOutDimensions.of(data, context);
          return vote(
              DimensionVoter.HELD_OUT,
              judged.means(),
              v -> judged.smallestWithinOneStandardError());
        });
    ask(
        DimensionVoter.EVIDENCE,
        () -> vote(DimensionVoter.EVIDENCE, MinkaEvidence.of(noise), DimensionVotes::greatest));
    ask(
        DimensionVoter.RELEVANCE,
        () -> vote(DimensionVoter.RELEVANCE, AxisRelevance.of(noise), AxisRelevance::kept));
  }

  /** A rule that cannot answer does not keep the others from it. */
  private void ask(DimensionVoter voter, Supplier<Vote> answer) {
    try {
      votes.put(voter, answer.get());
    } catch (DataException | NumericalException e) {
      abstentions.put(voter, String.valueOf(e.getMessage()));
    }
  }

  private static Vote vote(
      DimensionVoter voter, double[] criteria, ToIntFunction<double[]> choice) {
    return new Vote(voter, choice.applyAsInt(criteria), DoubleStream.of(criteria).boxed().toList());
  }

  private static int greatest(double[] values) {
    int best = 0;
    for (int q = 1; q < values.length; q++) {
      best = values[q] > values[best] ? q : best;
    }
    return best;
  }

  private static double[] negative(double[] values) {
    return Arrays.stream(values).map(v -> -v).toArray();
  }

  private static double[] shares(PrincipalSpectrum spectrum) {
    double[] variances = spectrum.variances();
    double[] shares = new double[variances.length + 1];
    double sum = 0;
    for (int q = 1; q < shares.length; q++) {
      sum += variances[q - 1];
      shares[q] = Math.min(1, sum / spectrum.totalVariance());
    }
    return shares;
  }

  /**
   * The votes.
   *
   * @return in the order of {@link DimensionVoter}, without those that abstain
   */
  public List<Vote> votes() {
    return List.copyOf(votes.values());
  }

  /**
   * The vote of one rule.
   *
   * @param voter the rule
   * @return its vote, or nothing if it abstains
   */
  public Optional<Vote> vote(DimensionVoter voter) {
    return Optional.ofNullable(votes.get(voter));
  }

  /**
   * Rules that could not answer.
   *
   * @return why not, one sentence each
   */
  public Map<DimensionVoter, String> abstentions() {
    return Map.copyOf(abstentions);
  }

  /**
   * How far the rules that tell axes from noise agree.
   *
   * @return one sentence, such as "4 of 5 rules that tell axes from noise say 3; evidence says 12"
   */
  public String agreement() {
    TreeMap<Integer, List<String>> byDimension = new TreeMap<>();
    int count = 0;
    for (Vote vote : votes.values()) {
      if (vote.voter().separatesNoise()) {
        byDimension
            .computeIfAbsent(vote.dimension(), q -> new ArrayList<>())
            .add(vote.voter().title());
        count++;
      }
    }
    if (byDimension.isEmpty()) {
      return "no rule could tell axes from noise";
    }
    if (byDimension.size() == 1) {
      return String.format(
          Locale.ROOT, "all rules that tell axes from noise say %d", byDimension.firstKey());
    }
    for (Map.Entry<Integer, List<String>> entry : byDimension.entrySet()) {
      if (2 * entry.getValue().size() > count) {
        Map<Integer, List<String>> others = new TreeMap<>(byDimension);
        others.remove(entry.getKey());
        return String.format(
            Locale.ROOT,
            "%d of %d rules that tell axes from noise say %d; %s",
            entry.getValue().size(),
            count,
            entry.getKey(),
            listed(others));
      }
    }
    return "the rules that tell axes from noise disagree: " + listed(byDimension);
  }

  private static String listed(Map<Integer, List<String>> byDimension) {
    return byDimension.entrySet().stream()
        .map(e -> String.join(" and ", e.getValue()) + " " + e.getKey())
        .collect(Collectors.joining(", "));
  }

  /**
   * All votes in one sentence.
   *
   * @return such as "votes on the latent dimension: BIC 3, evidence 3, share of variance 2"
   */
  public String sentence() {
    return "votes on the latent dimension: "
        + votes.values().stream()
            .map(v -> v.voter().title() + " " + v.dimension())
            .collect(Collectors.joining(", "));
  }
}
