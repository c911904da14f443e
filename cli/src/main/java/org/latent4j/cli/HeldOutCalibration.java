package org.latent4j.cli;

import java.util.List;
import org.latent4j.data.Dataset;
import org.latent4j.data.Splits;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitStatus;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ModelFamily;
import org.latent4j.select.Validation;
import org.latent4j.task.Calibration;

/**
 * Whether a model that is fitted once is as sure as it should be of the rows that were held out of
 * its fit, as one more note of the fit.
 */
final class HeldOutCalibration {

  private static final int MOST_ROWS = 1000;

  private HeldOutCalibration() {}

  /** The model with the note; as it is where it was fitted to all rows, or not to its end. */
  static FittedModel added(
      FittedModel fitted,
      ModelFamily family,
      Validation validation,
      Dataset rows,
      FitContext context) {
    if (family.fitsAgain() || fitted.report().status() == FitStatus.CANCELLED) {
      return fitted;
    }
    List<Splits.Split> splits = validation.once().splits(rows, context.seed());
    if (splits.size() != 1) {
      return fitted;
    }
    return Calibration.of(
            fitted, splits.get(0).heldOut(), MOST_ROWS, context.seed(), context.threads())
        .map(c -> fitted.withNotes(List.of("calibration: of the rows held out, " + c.sentence())))
        .orElse(fitted);
  }
}
