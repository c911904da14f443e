package org.latent4j.select;

import java.util.List;
import java.util.Locale;
import org.latent4j.data.DataException;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Fingerprint;
import org.latent4j.data.Splits;
import org.latent4j.linalg.NumericalException;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.Density;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitStatus;
import org.latent4j.model.FittedModel;
import org.latent4j.model.LibraryVersion;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.ReferenceRows;
import org.latent4j.model.Settings;

/**
 * Fits one named model and joins it with all that is needed to use it: scaling, provenance, and log
 * densities of rows it had not seen.
 *
 * <p>With a hold-out, the model is first fitted to the other rows, scores the rows held out, and is
 * then fitted to all rows, starting from what was found, so that it stays in the optimum that was
 * judged. With folds, each row is scored by the model fitted to the other folds, and the model
 * itself is fitted to all rows afresh. A start given by the user holds for every fit. Without rows
 * held out, the reference is the training rows' own log densities (of 100,000 of them at most),
 * which are too high for a model with many parameters.
 */
public final class ModelFitting {

  private static final long REFERENCE_STREAM = 0x524546L;
  private static final int MOST_REFERENCE_ROWS = 100_000;

  private ModelFitting() {}

  /**
   * Fits a model.
   *
   * @param family which kind
   * @param settings the family's options
   * @param scaling of the columns
   * @param data rows; the label is not looked at
   * @param validation which rows are held out first; when they cannot be (too few, or the model
   *     cannot be fitted to the others), the report says so
   * @param context seed, threads, listener
   * @return the model fitted to all rows; when cancelled, what there was, with its report saying so
   * @throws DataException if the family refuses the columns, or the rows cannot be used
   * @throws IllegalArgumentException if an option does not fit the rows
   * @throws NumericalException if the fit fails
   */
  public static FittedModel fit(
      ModelFamily family,
      Settings settings,
      Scaling scaling,
      Dataset data,
      Validation validation,
      FitContext context) {
    family
        .refusal(data.schema())
        .ifPresent(
            sentence -> {
              throw new DataException(sentence);
            });
    Contenders.requireKept(family, data);
    Plan plan = new Plan(family, settings, "", 1, scaling);
    FittedModel fitted = Margins.kept(fit(plan, data, validation, context), data, context.seed());
    return fitted.report().status() == FitStatus.CANCELLED
        ? fitted
        : fitted.withNotes(family.remarks(fitted.encoding().apply(data), settings, context));
  }

  private static FittedModel fit(
      Plan plan, Dataset data, Validation validation, FitContext context) {
    Validation judging = plan.family().fitsAgain() ? validation : validation.once();
    boolean canBeScored = Density.class.isAssignableFrom(plan.family().modelType());
    if (judging.kind() == Validation.Kind.NONE || !canBeScored) {
      return withoutValidation(plan, data, context, List.of());
    }
    Validated validated;
    try {
      validated = Validated.fit(plan, judging.splits(data, context.seed()), context);
    } catch (IllegalArgumentException | NumericalException e) {
      return withoutValidation(
          plan, data, context, List.of("no rows were held out: " + e.getMessage()));
    }
    return plan.family().fitsAgain() || validated.trained().size() > 1
        ? finish(plan, validated, data, context)
        : judged(plan, validated, data, context);
  }

  /** The model of the training rows, which is the one to keep. */
  private static FittedModel judged(
      Plan plan, Validated validated, Dataset data, FitContext context) {
    if (validated.isCancelled()) {
      return unfinished(plan, validated, data, context);
    }
    ReferenceRows reference = validated.reference();
    String note =
        String.format(
            Locale.ROOT,
            "fitted to %d rows; the %d others, held out, judge it",
            data.rowCount() - reference.size(),
            reference.size());
    return validated
        .trained()
        .get(0)
        .join(data.schema(), provenance(plan, data, context), reference, List.of(note));
  }

  private static FittedModel withoutValidation(
      Plan plan, Dataset data, FitContext context, List<String> notes) {
    Trained all = Trained.fit(plan, plan.scaling().encoding(DataSummary.of(data)), data, context);
    return flattered(all, data, context, notes);
  }

  /** A model of all rows whose reference are these rows themselves. */
  static FittedModel flattered(Trained all, Dataset data, FitContext context, List<String> notes) {
    ReferenceRows reference = ReferenceRows.NONE;
    if (all.hasDensity()) {
      Dataset some =
          Splits.subsample(
              data, MOST_REFERENCE_ROWS, new SeededRandom(context.seed()).split(REFERENCE_STREAM));
      double[] weights = new double[(int) some.rowCount()];
      some.readWeights(0, weights.length, weights);
      reference = Validated.reference(all.logDensities(some), weights, false);
    }
    return all.join(data.schema(), provenance(all.plan(), data, context), reference, notes);
  }

  /** A model of all rows beside which others were fitted to judge it by rows held out of them. */
  static FittedModel referred(Trained all, Validated validated, Dataset data, FitContext context) {
    return all.join(
        data.schema(), provenance(all.plan(), data, context), validated.reference(), List.of());
  }

  /** Fits a validated plan to all rows. */
  static FittedModel finish(Plan plan, Validated validated, Dataset data, FitContext context) {
    if (validated.isCancelled()) {
      return unfinished(plan, validated, data, context);
    }
    return refit(plan, validated, data, Validated.named(context, "all rows"))
        .join(data.schema(), provenance(plan, data, context), validated.reference(), List.of());
  }

  /** The model of the training rows as it is, marked as cancelled. */
  static FittedModel unfinished(Plan plan, Validated validated, Dataset data, FitContext context) {
    Trained last = validated.trained().get(validated.trained().size() - 1);
    return last.cancelled()
        .join(data.schema(), provenance(plan, data, context), validated.reference(), List.of());
  }

  private static Trained refit(Plan plan, Validated validated, Dataset data, FitContext context) {
    boolean single = validated.trained().size() == 1;
    if (single && context.start().isEmpty()) {
      Trained judged = validated.trained().get(0);
      try {
        return Trained.fit(plan, judged.encoding(), data, context.withStart(judged.model()))
            .goingOnFrom(judged);
      } catch (IllegalArgumentException | NumericalException e) {
        return Trained.fit(plan, judged.encoding(), data, context);
      }
    }
    return Trained.fit(plan, plan.scaling().encoding(DataSummary.of(data)), data, context);
  }

  private static FittedModel.Provenance provenance(Plan plan, Dataset data, FitContext context) {
    return new FittedModel.Provenance(
        plan.settings().given(), context.seed(), Fingerprint.of(data), LibraryVersion.current());
  }
}
