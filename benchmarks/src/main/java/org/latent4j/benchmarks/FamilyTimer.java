package org.latent4j.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.latent4j.data.Dataset;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitReport;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Times a fit of any family. One with iterations goes on from what one start and one update give,
 * for a fixed number of updates, so that the time of one can be told.
 */
@Command(
    name = "family",
    mixinStandardHelpOptions = true,
    description = "Fits a model of any family, by its settings.")
final class FamilyTimer implements Callable<Integer> {

  private static final String ITERATIONS = "iterations";
  private static final String TOLERANCE = "tolerance";
  private static final String STARTS = "starts";

  @Parameters(index = "0", paramLabel = "FAMILY", description = "such as mfa")
  private String name = "gmm";

  @Parameters(index = "1", paramLabel = "DATA", description = "rows, .npy")
  private Path data = Path.of("data.npy");

  @Option(names = "--set", paramLabel = "NAME=VALUE", description = "a setting of the family")
  private Map<String, String> given = new LinkedHashMap<>();

  @Option(
      names = "--updates",
      defaultValue = "20",
      description = "parameter updates; 0 for a whole fit as by default (default 20)")
  private int updates;

  @Mixin private FitTimer.Repeated repeated = new FitTimer.Repeated();

  @Override
  public Integer call() throws IOException {
    ModelFamily family = ModelFamily.named(name);
    Settings settings = Settings.of(family.settings()).withAll(given);
    Dataset rows = FitTimer.read(data);
    FitContext context = FitContext.defaults().withThreads(repeated.threads);
    if (updates > 0) {
      Settings first = settings.with(ITERATIONS, 1);
      first = offers(family, STARTS) ? first.with(STARTS, 1) : first;
      context = context.withStart(family.fit(rows, first, context).model());
      settings = settings.with(ITERATIONS, updates).with(TOLERANCE, 0);
    }
    List<Double> seconds = new ArrayList<>();
    FitReport report = null;
    for (int r = 0; r < repeated.repetitions; r++) {
      long begin = System.nanoTime();
      report = family.fit(rows, settings, context).report();
      // Each update visits the rows once, and one more visit gives the first log likelihood.
      int visits = updates > 0 ? report.iterations() + 1 : 1;
      seconds.add((System.nanoTime() - begin) / 1e9 / visits);
    }
    FitTimer.print(
        "%s %s n=%d d=%d threads=%d: %s s%s (best %.4f), log likelihood per row %.12f",
        name,
        given,
        rows.rowCount(),
        rows.featureCount(),
        repeated.threads,
        FitTimer.rounded(seconds),
        updates > 0 ? " per iteration" : "",
        FitTimer.best(seconds),
        report == null ? Double.NaN : report.meanLogLikelihood());
    return 0;
  }

  private static boolean offers(ModelFamily family, String setting) {
    return family.settings().stream().anyMatch(s -> s.name().equals(setting));
  }
}
