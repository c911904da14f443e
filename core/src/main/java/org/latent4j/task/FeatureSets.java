package org.latent4j.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.Encoder;
import org.latent4j.model.FittedModel;
import org.latent4j.model.UntrainedEncoder;

/** The features of a model for rows, and those that they are held against. */
final class FeatureSets {

  private final FittedModel model;
  private final List<Dataset> parts;
  private final SeededRandom random;
  private final int threads;

  /**
   * Takes rows.
   *
   * @param parts data sets whose rows follow each other
   * @param random where features without any training come from
   */
  FeatureSets(FittedModel model, List<Dataset> parts, SeededRandom random, int threads) {
    this.model = model;
    this.parts = parts;
    this.random = random;
    this.threads = threads;
  }

  /** The model's own first, then what they are held against, then nothing at all. */
  List<FeatureSet> all(Set<Features.Kind> kinds) {
    List<FeatureSet> sets = new ArrayList<>();
    for (Features.Kind kind : kinds) {
      String name =
          kind == Features.Kind.DENSITY ? "log density" : kind.name().toLowerCase(Locale.ROOT);
      sets.add(FeatureSet.of(name, features(EnumSet.of(kind)), FeatureSet.Unit.COMMON));
    }
    int most = sets.stream().mapToInt(FeatureSet::columns).max().orElse(1);
    if (kinds.size() > 1) {
      sets.add(FeatureSet.of("all of these", features(kinds), FeatureSet.Unit.NONE));
    }
    Features.hidden(model)
        .map(task -> stacked(part -> task.run(part, threads)))
        .ifPresent(h -> sets.add(FeatureSet.of("hidden layer", h, FeatureSet.Unit.COMMON)));
    FeatureSet.Unit unit =
        model.schema().image().isPresent() ? FeatureSet.Unit.COMMON : FeatureSet.Unit.OWN;
    FeatureSet raw =
        FeatureSet.of(
            "raw columns", RawColumns.of(model.schema().features(), stacked(this::rows)), unit);
    sets.add(raw);
    if (RawColumns.haveAxes(raw.matrix()) && most < raw.matrix().columns()) {
      sets.add(raw.principal("PCA codes", most));
    }
    sets.add(untrained(raw, most));
    sets.add(FeatureSet.none("none"));
    return sets;
  }

  private Matrix features(Set<Features.Kind> kinds) {
    RowTask task = Features.task(model, kinds);
    return stacked(part -> task.run(part, threads));
  }

  private Matrix rows(Dataset part) {
    return AlignedDataset.of(model.schema(), part).toMatrix();
  }

  /** The network before training, or else as many sums of the columns with drawn weights. */
  private FeatureSet untrained(FeatureSet raw, int count) {
    Optional<Encoder> encoder = UntrainedEncoder.of(model, random);
    if (encoder.isPresent()) {
      RowTask task =
          new RowTask(
              "evaluate",
              model.schema(),
              Codes.columns(encoder.get().latentSpace()),
              encoder.get()::encode);
      Matrix codes = stacked(part -> task.run(part, threads));
      if (Arrays.stream(codes.values()).allMatch(Double::isFinite)) {
        return FeatureSet.of("untrained network", codes, FeatureSet.Unit.COMMON);
      }
    }
    int d = raw.matrix().columns();
    int[] all = IntStream.range(0, raw.matrix().rows()).toArray();
    double[] weights = new double[d * count];
    random.fillGaussian(weights);
    return FeatureSet.of(
        "random projection",
        raw.inOneUnit(all).times(Matrix.wrap(d, count, weights)),
        FeatureSet.Unit.COMMON);
  }

  private Matrix stacked(Function<Dataset, Matrix> of) {
    List<Matrix> made = parts.stream().map(of).toList();
    if (made.size() == 1) {
      return made.get(0);
    }
    int columns = made.get(0).columns();
    double[] values =
        new double[Math.multiplyExact(made.stream().mapToInt(Matrix::rows).sum(), columns)];
    int at = 0;
    for (Matrix part : made) {
      System.arraycopy(part.values(), 0, values, at, part.values().length);
      at += part.values().length;
    }
    return Matrix.wrap(values.length / columns, columns, values);
  }
}
