package org.latent4j.select;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.linalg.NumericalException;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitListener;
import org.latent4j.model.FitProgress;
import org.latent4j.model.FitStatus;
import org.latent4j.model.Sampler;

/**
 * The parametric bootstrap of the likelihood ratio of two plans, the first within the second.
 *
 * @param small plan of the hypothesis
 * @param smallFit its fit to the rows
 * @param large plan of the alternative
 * @param largeFit its fit to the rows
 * @param data the rows
 */
record Bootstrap(Plan small, Trained smallFit, Plan large, Trained largeFit, Dataset data) {

  private static final long STREAM = 0x424F4F545354L;
  private static final int MOST_DRAWS = 10;

  /** Draws replicates and compares the rows with them. */
  BootstrapTest test(int replicates, FitContext context) {
    SeededRandom random = new SeededRandom(context.seed()).split(STREAM).split(small.size());
    AtomicInteger done = new AtomicInteger();
    List<Function<FitContext, Double>> work = new ArrayList<>();
    for (int b = 0; b < replicates; b++) {
      SeededRandom own = random.split(b);
      work.add(
          shared -> {
            double statistic = replicate(own, shared.withListener(FitListener.NONE));
            shared
                .listener()
                .progress(
                    new FitProgress(
                        small.title() + " against " + large.label() + ", drawn sets",
                        done.incrementAndGet(),
                        replicates,
                        Double.NaN,
                        Double.NaN,
                        smallFit::model));
            return statistic;
          });
    }
    double[] drawn = Round.run(work, context).stream().mapToDouble(Double::doubleValue).toArray();
    return BootstrapTest.of(
        statistic(smallFit.report().logLikelihood(), largeFit.report().logLikelihood()), drawn);
  }

  /** The larger plan holds the smaller, so that a negative ratio is a start too few. */
  private static double statistic(double small, double large) {
    return Math.max(0, 2 * (large - small));
  }

  /** The statistic of one drawn set; another is drawn where one cannot be fitted. */
  private double replicate(SeededRandom random, FitContext context) {
    NumericalException failure = new NumericalException("no set was drawn");
    for (int draw = 0; draw < MOST_DRAWS; draw++) {
      Dataset rows =
          HeapDataset.builder(
                  data.schema(),
                  ((Sampler) smallFit.model())
                      .sample(Math.toIntExact(data.rowCount()), random.split(draw)))
              .build();
      try {
        double least =
            logLikelihood(small.rough(data.rowCount()), rows, context.withStart(smallFit.model()));
        double warm =
            logLikelihood(large.rough(data.rowCount()), rows, context.withStart(largeFit.model()));
        double fresh = logLikelihood(large.rough(data.rowCount()), rows, context);
        return statistic(least, Math.max(warm, fresh));
      } catch (NumericalException e) {
        failure = e;
      }
    }
    throw new NumericalException(
        String.format(
            Locale.ROOT,
            "none of %d sets drawn from %s could be fitted: %s",
            MOST_DRAWS,
            small.title(),
            failure.getMessage()));
  }

  private static double logLikelihood(Plan plan, Dataset rows, FitContext context) {
    var result = plan.family().fit(rows, plan.settings(), context);
    if (result.report().status() == FitStatus.CANCELLED) {
      throw new CancellationException("stopped before the number of components was known");
    }
    return result.report().logLikelihood();
  }
}
