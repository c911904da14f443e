package org.latent4j.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.latent4j.linalg.Tensor;
import org.latent4j.model.Margin;
import org.latent4j.model.ModelFormatException;
import org.latent4j.model.ModelState;
import org.latent4j.model.ReferenceRows;

/**
 * The margins of a reference as tensors: for each feature how many bounds it has and how many
 * values were missing, then the bounds of all features and the counts of all features, one after
 * the other; and bounds and counts of the log densities of rows of the fit. A file of a model
 * without margins has none of them.
 */
final class MarginTensors {

  private static final String SIZES = "margins.sizes";
  private static final String MISSING = "margins.missing";
  private static final String BOUNDS = "margins.bounds";
  private static final String COUNTS = "margins.counts";

  private static final String OWN_BOUNDS = "margins.density_bounds";
  private static final String OWN_COUNTS = "margins.density_counts";

  private MarginTensors() {}

  static void write(ReferenceRows reference, Map<String, Tensor> tensors) {
    reference
        .ownDensities()
        .ifPresent(
            own -> {
              tensors.put(OWN_BOUNDS, Tensor.vector(own.bounds()));
              tensors.put(
                  OWN_COUNTS,
                  Tensor.vector(Arrays.stream(own.counts()).asDoubleStream().toArray()));
            });
    List<Margin> margins = reference.margins();
    if (margins.isEmpty()) {
      return;
    }
    tensors.put(
        SIZES, Tensor.vector(margins.stream().mapToDouble(m -> m.intervalCount() - 1.0).toArray()));
    tensors.put(MISSING, Tensor.vector(margins.stream().mapToDouble(Margin::missing).toArray()));
    tensors.put(
        BOUNDS,
        Tensor.vector(margins.stream().flatMapToDouble(m -> Arrays.stream(m.bounds())).toArray()));
    tensors.put(
        COUNTS,
        Tensor.vector(
            margins.stream()
                .flatMapToDouble(m -> Arrays.stream(m.counts()).asDoubleStream())
                .toArray()));
  }

  /**
   * The reference with the margins of d features, and of the model's own log densities.
   *
   * @throws ModelFormatException if they cannot be
   */
  static ReferenceRows read(ReferenceRows reference, ModelState state, int d) {
    ReferenceRows whole = reference.withMargins(margins(state, d));
    return state.tensors().containsKey(OWN_COUNTS)
        ? whole.withOwnDensities(Margin.of(values(state, OWN_BOUNDS), whole(state, OWN_COUNTS), 0))
        : whole;
  }

  private static List<Margin> margins(ModelState state, int d) {
    if (!state.tensors().containsKey(SIZES)) {
      return List.of();
    }
    long[] sizes = whole(state, SIZES);
    long[] missing = whole(state, MISSING);
    double[] bounds = values(state, BOUNDS);
    long[] counts = whole(state, COUNTS);
    if (sizes.length != d
        || missing.length != d
        || Arrays.stream(sizes).anyMatch(s -> s > bounds.length)
        || Arrays.stream(sizes).sum() != bounds.length
        || counts.length != bounds.length + d) {
      throw new ModelFormatException("its margins must be as many as its features, " + d);
    }
    List<Margin> margins = new ArrayList<>(d);
    int begin = 0;
    for (int j = 0; j < d; j++) {
      int end = begin + (int) sizes[j];
      margins.add(
          Margin.of(
              Arrays.copyOfRange(bounds, begin, end),
              Arrays.copyOfRange(counts, begin + j, end + j + 1),
              missing[j]));
      begin = end;
    }
    return margins;
  }

  private static double[] values(ModelState state, String name) {
    Tensor tensor = state.tensors().get(name);
    if (tensor == null || tensor.rank() != 1) {
      throw new ModelFormatException("its " + name + " must be a row of numbers");
    }
    return tensor.values();
  }

  private static long[] whole(ModelState state, String name) {
    double[] values = values(state, name);
    long[] whole = new long[values.length];
    for (int i = 0; i < whole.length; i++) {
      if (!(values[i] >= 0 && values[i] <= 0x1p53 && values[i] == Math.rint(values[i]))) {
        throw new ModelFormatException(
            "its " + name + " must be whole numbers from 0, got " + values[i]);
      }
      whole[i] = (long) values[i];
    }
    return whole;
  }
}
