package org.latent4j.mixture;

import java.util.Map;
import java.util.Optional;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.Tensor;
import org.latent4j.model.ModelFormatException;
import org.latent4j.model.ModelState;

/** A noise component in a model file, which says nothing when there is none. */
final class NoiseState {

  private static final String ATTRIBUTE = "noise-box";
  private static final String FEATURES = "features";
  private static final String AXES = "axes";

  private NoiseState() {}

  static void save(
      UniformNoise noise, Map<String, Tensor> tensors, Map<String, String> attributes) {
    attributes.put(ATTRIBUTE, noise.axes().isPresent() ? AXES : FEATURES);
    tensors.put("noise-centre", Tensor.vector(noise.centre()));
    tensors.put("noise-half-widths", Tensor.vector(noise.halfWidths()));
    noise.axes().ifPresent(axes -> tensors.put("noise-axes", Tensor.of(axes)));
  }

  static Optional<UniformNoise> load(ModelState state, int d) {
    if (!state.attributes().containsKey(ATTRIBUTE)) {
      return Optional.empty();
    }
    double[] centre = state.vector("noise-centre", d);
    double[] halfWidths = state.vector("noise-half-widths", d);
    return switch (state.attribute(ATTRIBUTE)) {
      case FEATURES -> Optional.of(UniformNoise.alongFeatures(centre, halfWidths));
      case AXES -> {
        Matrix axes = state.matrix("noise-axes", d, d);
        yield Optional.of(UniformNoise.alongAxes(centre, halfWidths, axes));
      }
      default ->
          throw new ModelFormatException(
              "the box of the noise must be along its features or axes, got '"
                  + state.attribute(ATTRIBUTE)
                  + "'; the file is damaged");
    };
  }
}
