package org.latent4j.task;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.latent4j.data.Column;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.data.Fingerprint;
import org.latent4j.data.Splits;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FittedModel;

/**
 * How good a synthetic table is: whether it looks like the rows of the fit, whether one can learn
 * from it what real rows teach, and whether it gives single rows of the fit away. The last two need
 * real rows that the model was not fitted to; these are compared with the rows of the fit as well,
 * which tells what the same measures say of real rows.
 *
 * <p>Weights of rows are not looked at. Same rows, options and seed give the same numbers, for any
 * number of threads. Immutable.
 *
 * @param syntheticRows how many synthetic rows there are
 * @param realRows how many real rows the synthetic ones are compared with
 * @param heldOutRows how many real rows were held out; 0 for none
 * @param fitted whether the real rows are just those that the model was fitted to
 * @param fidelity synthetic rows against the real ones
 * @param heldOut held-out rows against the real ones
 * @param usefulness what can be learnt of a column
 * @param privacy whether single rows are given away
 */
public record SyntheticQuality(
    long syntheticRows,
    long realRows,
    long heldOutRows,
    boolean fitted,
    Fidelity fidelity,
    Optional<Fidelity> heldOut,
    Optional<Usefulness> usefulness,
    Optional<Privacy> privacy) {

  private static final int LEAST_ROWS = 2;

  /**
   * How it is done.
   *
   * @param label the column that is learnt, one of the model's; empty for none
   * @param mostRows rows of each table looked at, a random part of those given, at least 100
   * @param seed of every choice by chance
   */
  public record Options(Optional<String> label, int mostRows, long seed) {

    private static final int LEAST = 100;
    private static final int ROWS = 20_000;

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if mostRows is below 100
     */
    public Options {
      if (mostRows < LEAST) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "mostRows must be at least %d, got %d", LEAST, mostRows));
      }
    }

    /**
     * No label, 20,000 rows, seed 0.
     *
     * @return the defaults
     */
    public static Options defaults() {
      return new Options(Optional.empty(), ROWS, 0);
    }

    /**
     * With a column to learn.
     *
     * @param newLabel one of the model's columns
     * @return a copy
     */
    public Options withLabel(String newLabel) {
      return new Options(Optional.of(newLabel), mostRows, seed);
    }

    /**
     * With another seed.
     *
     * @param newSeed of every choice by chance
     * @return a copy
     */
    public Options withSeed(long newSeed) {
      return new Options(label, mostRows, newSeed);
    }
  }

  /**
   * Judges a synthetic table.
   *
   * @param model that the rows were drawn from, or that knows their columns
   * @param real rows that the model was fitted to, at least 2
   * @param heldOut real rows that it was not fitted to, at least 2; or nothing
   * @param synthetic rows with the model's features, at least 2
   * @param options label, rows and seed
   * @param threads how many threads work, at least 1
   * @return what was found
   * @throws IllegalArgumentException if the label is no feature of the model, or the held-out rows
   *     are those of the fit
   * @throws DataException if there are too few rows, or they do not fit the model
   */
  public static SyntheticQuality of(
      FittedModel model,
      Dataset real,
      Optional<Dataset> heldOut,
      Dataset synthetic,
      Options options,
      int threads) {
    List<Column> columns = model.schema().features();
    SeededRandom random = new SeededRandom(options.seed());
    Dataset ofFit = AlignedDataset.of(model.schema(), real);
    boolean fitted = Fingerprint.of(ofFit).equals(model.provenance().fingerprint());
    if (heldOut.isPresent()) {
      requireUnseen(model, ofFit, AlignedDataset.of(model.schema(), heldOut.get()));
    }
    int place = options.label().map(label -> place(model, label)).orElse(-1);
    Matrix fittedRows = rows(model, real, "real", options, random.split(1));
    Matrix drawn = rows(model, synthetic, "synthetic", options, random.split(2));
    Fidelity fidelity = Fidelity.of(columns, fittedRows, drawn, random.split(3));
    if (heldOut.isEmpty()) {
      return new SyntheticQuality(
          synthetic.rowCount(),
          real.rowCount(),
          0,
          fitted,
          fidelity,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
    Matrix unseen = rows(model, heldOut.get(), "held-out", options, random.split(4));
    Optional<Usefulness> usefulness =
        place < 0
            ? Optional.empty()
            : Optional.of(
                Usefulness.of(columns, place, drawn, fittedRows, unseen, random.split(6)));
    return new SyntheticQuality(
        synthetic.rowCount(),
        real.rowCount(),
        heldOut.get().rowCount(),
        fitted,
        fidelity,
        Optional.of(Fidelity.of(columns, fittedRows, unseen, random.split(5))),
        usefulness,
        Optional.of(Privacy.of(columns, drawn, fittedRows, unseen, random.split(7), threads)));
  }

  private static void requireUnseen(FittedModel model, Dataset real, Dataset heldOut) {
    String fingerprint = Fingerprint.of(heldOut);
    if (fingerprint.equals(model.provenance().fingerprint())) {
      throw new IllegalArgumentException(
          "held-out rows must not be those that the model was fitted to; fit it to a part of the"
              + " rows and give the rest");
    }
    if (fingerprint.equals(Fingerprint.of(real))) {
      throw new IllegalArgumentException(
          "held-out rows must be others than those of the fit, got the same");
    }
  }

  private static int place(FittedModel model, String label) {
    int place = model.schema().featureNames().indexOf(label);
    if (place < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "label must be a column that the model draws, got '%s'; these are %s, and a fit with"
                  + " --keep %s takes it in",
              label,
              String.join(", ", model.schema().featureNames()),
              label));
    }
    return place;
  }

  private static Matrix rows(
      FittedModel model, Dataset data, String which, Options options, SeededRandom random) {
    if (data.rowCount() < LEAST_ROWS) {
      throw new DataException(
          which + " rows must be at least " + LEAST_ROWS + ", got " + data.rowCount());
    }
    Dataset some = Splits.subsample(data, options.mostRows(), random);
    return AlignedDataset.of(model.schema(), some).toMatrix();
  }
}
