package org.latent4j.testing;

import java.util.List;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Encoding;
import org.latent4j.data.Fingerprint;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.Conditional;
import org.latent4j.model.Density;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitReport;
import org.latent4j.model.FitResult;
import org.latent4j.model.FittedModel;
import org.latent4j.model.Model;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.ReferenceRows;
import org.latent4j.model.Settings;

/**
 * What a contract suite needs to know of the family it examines.
 *
 * @param <M> type of the family's models
 */
public interface ContractSubject<M extends Model> {

  /** The family. */
  ModelFamily family();

  /**
   * Rows the family models well with {@link #settings}: complete, without weights, 60 to 2000 rows,
   * 2 to 5 features of magnitude 0.1 to 100, more rows than parameters. The same at each call.
   */
  Dataset data();

  /** The model of {@link #data}; fitted once. */
  M model();

  /** The report of {@link #model}. */
  FitReport report();

  /** The family's options; its defaults unless overridden. */
  default Settings settings() {
    return Settings.of(family().settings());
  }

  /** The circumstances of fits. */
  default FitContext context() {
    return FitContext.defaults().withSeed(7).withThreads(2);
  }

  /** What sentences call the model. */
  default String nameInSentences() {
    return "a " + family().title();
  }

  /** Whether NaN is modelled rather than refused. */
  default boolean modelsMissingValues() {
    return Conditional.class.isAssignableFrom(family().modelType());
  }

  /** Whether the model of {@link #data}, if it is of a kind that takes gaps, does so. */
  default boolean answersForGaps() {
    return true;
  }

  /** Whether the density has no edges, as the slopes of its logarithm are asked to exist. */
  default boolean hasSmoothDensity() {
    return true;
  }

  /**
   * How far the log likelihood per row may move when the rows move by 1e8, relative to 1 + its
   * size.
   */
  default double shiftTolerance() {
    return 1e-7;
  }

  /** Which features are numbers, so that they may be moved and scaled. */
  default boolean[] areNumeric() {
    List<Column> features = data().schema().features();
    boolean[] numeric = new boolean[features.size()];
    for (int j = 0; j < numeric.length; j++) {
      numeric[j] = features.get(j).kind() == ColumnKind.NUMERIC;
    }
    return numeric;
  }

  /** Whether all features are numbers, so that the density is one over them. */
  default boolean isContinuous() {
    for (boolean numeric : areNumeric()) {
      if (!numeric) {
        return false;
      }
    }
    return true;
  }

  /** A scaling as the command line makes it; features that are no numbers stay as they are. */
  default Encoding scaling() {
    Encoding all = Encoding.standardise(DataSummary.of(data()));
    double[] offsets = all.offsets();
    double[] scales = all.scales();
    boolean[] numeric = areNumeric();
    for (int j = 0; j < scales.length; j++) {
      offsets[j] = numeric[j] ? offsets[j] : 0;
      scales[j] = numeric[j] ? scales[j] : 1;
    }
    return Encoding.affine(offsets, scales);
  }

  /** The rows of {@link #data}. */
  default Matrix rows() {
    return data().toMatrix();
  }

  /** Fits other rows with the same options. */
  default FitResult<? extends Model> fit(Dataset rows) {
    return fit(rows, context());
  }

  /** Fits other rows in other circumstances with the same options. */
  default FitResult<? extends Model> fit(Dataset rows, FitContext circumstances) {
    return family().fit(rows, settings(), circumstances);
  }

  /** Fits {@link #data} behind a scaling, as the command line does. */
  default FittedModel fitBehind(Encoding encoding) {
    FitResult<? extends Model> result = fit(encoding.apply(data()));
    ReferenceRows reference =
        result.model() instanceof Density density
            ? ReferenceRows.of(density.logDensity(encoding.apply(rows().rowRange(0, 20))), false)
            : ReferenceRows.NONE;
    return new FittedModel(
        family().name(),
        result.model(),
        data().schema(),
        encoding,
        result.report().shifted(encoding.logJacobian()),
        new FittedModel.Provenance(
            settings().given(), context().seed(), Fingerprint.of(data()), "0.1.0"),
        reference);
  }
}
