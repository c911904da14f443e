package org.latent4j.select;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.latent4j.data.DataException;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.WeightedMean;
import org.latent4j.linalg.NumericalException;
import org.latent4j.model.Density;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitStatus;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Sampler;
import org.latent4j.model.Settings;

/**
 * How many components a mixture needs: criteria on all rows, held-out log likelihood, and tests of
 * k components against k + 1 from k = 1 on, until one is not rejected.
 *
 * <p>The likelihood ratio of two numbers of components does not have a χ² law, so its law under k
 * components is found by drawing B data sets from the model fitted with k and fitting k and k + 1
 * components to each (McLachlan 1987, doi:10.2307/2347790); see {@link BootstrapTest}. The rows and
 * every drawn set are fitted in the same way, from 8 starts where the family has a choice of them
 * and the user has made none. Drawn sets get more than that, never less: k components go on from
 * the parameters they were drawn from, and k + 1 components have those of the rows for a further
 * start. Costs about B times the fit of k + 1 components, for each test.
 */
public final class ComponentSearch {

  static final String COMPONENTS = "k";
  private static final String STARTS = "starts";
  private static final int FEW_STARTS = 8;

  private final ModelFamily family;
  private final Settings settings;
  private final Dataset data;
  private final ComponentOptions options;
  private final FitContext context;
  private final List<String> notes = new ArrayList<>();

  private ComponentSearch(
      ModelFamily family,
      Settings settings,
      Dataset data,
      ComponentOptions options,
      FitContext context) {
    this.family = family;
    this.settings = withStarts(settings, family);
    this.data = data;
    this.options = options;
    this.context = context;
  }

  /**
   * Looks for the number of components.
   *
   * @param family a mixture: has the setting {@code k}, a density, and draws rows
   * @param settings its options; {@code k} is not looked at
   * @param data complete rows; for tests, of weight 1 each
   * @param options what is tried and how it is judged
   * @param context seed, threads, listener, which hears of each fit by its name and of the drawn
   *     sets by their number; a start is not looked at
   * @return what speaks for each number
   * @throws IllegalArgumentException if the family is no such mixture
   * @throws DataException if the rows cannot be used
   * @throws CancellationException if it was cancelled
   */
  public static ComponentTable run(
      ModelFamily family,
      Settings settings,
      Dataset data,
      ComponentOptions options,
      FitContext context) {
    requireMixture(family);
    family
        .refusal(data.schema())
        .ifPresent(
            sentence -> {
              throw new DataException(sentence);
            });
    FitContext fresh =
        new FitContext(
            context.seed(),
            context.threads(),
            context.listener(),
            context.cancelled(),
            Optional.empty());
    return new ComponentSearch(family, settings, data, options, fresh).run();
  }

  private static void requireMixture(ModelFamily family) {
    boolean counted = family.settings().stream().anyMatch(s -> s.name().equals(COMPONENTS));
    boolean draws =
        Density.class.isAssignableFrom(family.modelType())
            && Sampler.class.isAssignableFrom(family.modelType());
    if (!counted || !draws) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the family must be a mixture of k components with a density, got %s",
              family.name()));
    }
  }

  private static Settings withStarts(Settings settings, ModelFamily family) {
    boolean free =
        family.settings().stream().anyMatch(s -> s.name().equals(STARTS))
            && !settings.isGiven(STARTS);
    return free ? settings.with(STARTS, FEW_STARTS) : settings;
  }

  private ComponentTable run() {
    requireUnweighted();
    List<Trained> fits = fits();
    List<Optional<Validated>> judged = judged(fits.size());
    List<Optional<BootstrapTest>> tests = tests(fits);
    List<ComponentTable.Size> sizes = new ArrayList<>();
    for (int i = 0; i < fits.size(); i++) {
      Trained fit = fits.get(i);
      Optional<WeightedMean> heldOut = judged.get(i).map(Validated::heldOut);
      sizes.add(
          new ComponentTable.Size(
              i + 1,
              fit.report().logLikelihood(),
              fit.criteria(data),
              fit.model().parameterCount(),
              heldOut.map(WeightedMean::mean).orElse(Double.NaN),
              heldOut.map(WeightedMean::standardError).orElse(Double.NaN),
              tests.get(i)));
    }
    return new ComponentTable(sizes, options.level(), heldOutChoice(judged), notes);
  }

  private void requireUnweighted() {
    if (options.replicates() == 0) {
      return;
    }
    double[] weights = new double[Math.toIntExact(data.rowCount())];
    data.readWeights(0, weights.length, weights);
    for (double weight : weights) {
      if (weight != 1) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "the bootstrap draws rows of weight 1, but there is one of weight %s; leave the"
                    + " weights out, or ask for no tests",
                weight));
      }
    }
  }

  private Plan plan(int k) {
    return new Plan(family, settings.with(COMPONENTS, k), "k=" + k, k, Scaling.NONE);
  }

  /** Fits of 1, 2, … components to all rows, as far as they can be fitted. */
  private List<Trained> fits() {
    List<Function<FitContext, Object>> work = new ArrayList<>();
    for (int k = 1; k <= options.mostComponents(); k++) {
      Plan plan = plan(k);
      work.add(
          shared -> {
            try {
              return fit(plan, data, Validated.named(shared, plan.title()));
            } catch (NumericalException | IllegalArgumentException e) {
              return e;
            }
          });
    }
    List<Trained> fits = new ArrayList<>();
    for (Object outcome : Round.run(work, context)) {
      if (outcome instanceof Trained trained) {
        fits.add(trained);
      } else if (outcome instanceof RuntimeException failure) {
        if (fits.isEmpty()) {
          throw failure;
        }
        notes.add(
            String.format(
                Locale.ROOT,
                "%d components cannot be fitted: %s",
                fits.size() + 1,
                failure.getMessage()));
        break;
      }
    }
    return fits;
  }

  private Trained fit(Plan plan, Dataset rows, FitContext how) {
    Trained trained = Trained.fit(plan, Scaling.NONE.encoding(DataSummary.of(rows)), rows, how);
    if (trained.report().status() == FitStatus.CANCELLED) {
      throw new CancellationException("stopped before the number of components was known");
    }
    return trained;
  }

  private List<Optional<Validated>> judged(int most) {
    if (options.validation().kind() == Validation.Kind.NONE) {
      return java.util.Collections.nCopies(most, Optional.empty());
    }
    var splits = options.validation().splits(data, context.seed());
    List<Function<FitContext, Optional<Validated>>> work = new ArrayList<>();
    for (int k = 1; k <= most; k++) {
      Plan plan = plan(k);
      work.add(
          shared -> {
            try {
              return Optional.of(
                  Validated.fit(
                      plan.rough(data.rowCount()), splits, Validated.named(shared, plan.title())));
            } catch (NumericalException | IllegalArgumentException e) {
              return Optional.empty();
            }
          });
    }
    List<Optional<Validated>> judged = Round.run(work, context);
    if (judged.stream().flatMap(Optional::stream).anyMatch(Validated::isCancelled)) {
      throw new CancellationException("stopped before the number of components was known");
    }
    return judged;
  }

  private static OptionalInt heldOutChoice(List<Optional<Validated>> judged) {
    Optional<Validated> best =
        judged.stream()
            .flatMap(Optional::stream)
            .filter(v -> Double.isFinite(v.heldOut().mean()))
            .max((a, b) -> Double.compare(a.heldOut().mean(), b.heldOut().mean()));
    for (int i = 0; i < judged.size() && best.isPresent(); i++) {
      if (judged.get(i).isPresent()) {
        WeightedMean lead = judged.get(i).get().lead(best.get());
        if (lead.mean() <= lead.standardError()) {
          return OptionalInt.of(i + 1);
        }
      }
    }
    return OptionalInt.empty();
  }

  private List<Optional<BootstrapTest>> tests(List<Trained> fits) {
    List<Optional<BootstrapTest>> tests = new ArrayList<>();
    boolean rejected = options.replicates() > 0;
    for (int i = 0; i < fits.size(); i++) {
      if (!rejected || i + 1 == fits.size()) {
        rejected = false;
        tests.add(Optional.empty());
      } else {
        BootstrapTest test =
            new Bootstrap(plan(i + 1), fits.get(i), plan(i + 2), fits.get(i + 1), data)
                .test(options.replicates(), context);
        rejected = test.pValue() <= options.level();
        tests.add(Optional.of(test));
      }
    }
    return tests;
  }
}
