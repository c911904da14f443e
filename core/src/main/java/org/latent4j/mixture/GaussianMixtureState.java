package org.latent4j.mixture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.NumericalException;
import org.latent4j.linalg.Tensor;
import org.latent4j.mixture.internal.Covariances;
import org.latent4j.mixture.internal.DenseCovariances;
import org.latent4j.mixture.internal.DiagonalCovariances;
import org.latent4j.mixture.internal.GivenParameters;
import org.latent4j.model.ModelFormatException;
import org.latent4j.model.ModelState;

/** A Gaussian mixture as a model file holds it. */
final class GaussianMixtureState {

  static final String COMPONENT_WEIGHTS = "component-weights";

  private GaussianMixtureState() {}

  /** What a model file holds of a mixture. */
  static ModelState save(GaussianMixture mixture) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("weights", Tensor.vector(mixture.weights()));
    tensors.put("means", Tensor.of(mixture.means()));
    if (mixture.covariances() instanceof DiagonalCovariances diagonal) {
      tensors.put("variances", Tensor.of(diagonal.variances()));
    } else {
      int count = mixture.structure() == CovarianceStructure.TIED ? 1 : mixture.gaussianCount();
      tensors.put("covariances", stacked(mixture, count));
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("covariance", mixture.structure().label());
    if (mixture.componentWeights() != ComponentWeights.FREE) {
      attributes.put(COMPONENT_WEIGHTS, mixture.componentWeights().label());
    }
    mixture.noise().ifPresent(noise -> NoiseState.save(noise, tensors, attributes));
    return new ModelState(tensors, attributes);
  }

  private static Tensor stacked(GaussianMixture mixture, int count) {
    int d = mixture.featureCount();
    double[] values = new double[count * d * d];
    for (int c = 0; c < count; c++) {
      System.arraycopy(mixture.covariance(c).values(), 0, values, c * d * d, d * d);
    }
    return Tensor.of(Tensor.Type.F64, values, count, d, d);
  }

  /** The mixture of a model file. */
  static GaussianMixture load(ModelState state) {
    try {
      CovarianceStructure structure = CovarianceStructure.named(state.attribute("covariance"));
      Matrix means = state.matrix("means", -1, -1);
      int k = means.rows();
      int d = means.columns();
      Optional<UniformNoise> noise = NoiseState.load(state, d);
      double[] weights = state.vector("weights", noise.isPresent() ? k + 1 : k);
      GivenParameters.requireProbabilities(weights);
      Covariances covariances =
          structure.isDiagonal()
              ? new DiagonalCovariances(state.matrix("variances", k, d))
              : dense(state, structure, k, d);
      ComponentWeights kind =
          weights(
              state.attributes().getOrDefault(COMPONENT_WEIGHTS, ComponentWeights.FREE.label()));
      return new GaussianMixture(structure, kind, weights, means, covariances, noise.orElse(null));
    } catch (ModelFormatException e) {
      throw e;
    } catch (NumericalException | IllegalArgumentException e) {
      throw new ModelFormatException(e.getMessage() + "; the file is damaged", e);
    }
  }

  private static DenseCovariances dense(
      ModelState state, CovarianceStructure structure, int k, int d) {
    int count = structure == CovarianceStructure.TIED ? 1 : k;
    return new DenseCovariances(
        matrices(state.tensor("covariances", count, d, d).values(), count, d));
  }

  /** Matrices that stand one after the other. */
  static List<Matrix> matrices(double[] values, int count, int d) {
    List<Matrix> matrices = new ArrayList<>(count);
    for (int c = 0; c < count; c++) {
      matrices.add(Matrix.wrap(d, d, Arrays.copyOfRange(values, c * d * d, (c + 1) * d * d)));
    }
    return matrices;
  }

  /** The weights of a name. */
  static ComponentWeights weights(String name) {
    return ComponentWeights.valueOf(name.toUpperCase(Locale.ROOT));
  }
}
