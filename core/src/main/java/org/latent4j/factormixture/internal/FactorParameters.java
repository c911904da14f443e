package org.latent4j.factormixture.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latent4j.factormixture.FactorMixture;
import org.latent4j.factormixture.NoiseStructure;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.Parameter;
import org.latent4j.model.Parameter.Axis;
import org.latent4j.model.Parameter.Symmetry;

/** The parameters of a factor mixture by name. */
public final class FactorParameters {
  private FactorParameters() {}

  /**
   * Weights, means, loadings and noise variances, what is shared once.
   *
   * @param mixture whose parameters they are
   * @return in this order; without loadings if no component has a factor
   */
  public static List<Parameter> of(FactorMixture mixture) {
    int most = Arrays.stream(mixture.latentDimensions()).max().orElse(0);
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(Parameter.vector("weight", Axis.COMPONENT, mixture.weights()));
    parameters.add(
        Parameter.matrix("mean", Axis.COMPONENT, Axis.FEATURE, mixture.means()).asLocation());
    List<Parameter> loadings = new ArrayList<>();
    List<Parameter> noises = new ArrayList<>();
    for (int c = 0; c < mixture.componentCount(); c++) {
      loadings.add(
          Parameter.loadings("loading", widened(mixture.loadings(c), most), Symmetry.ROTATION));
      noises.add(noise(mixture.noise(), mixture.noiseVariances(c)));
    }
    if (most > 0) {
      parameters.add(
          mixture.sharing().ofLoadings() ? loadings.get(0) : Parameter.perComponent(loadings));
    }
    parameters.add(mixture.sharing().ofNoise() ? noises.get(0) : Parameter.perComponent(noises));
    return parameters;
  }

  private static Parameter noise(NoiseStructure structure, double[] variances) {
    return structure == NoiseStructure.ISOTROPIC
        ? Parameter.scalar("noise variance", variances[0])
        : Parameter.vector("noise variance", Axis.FEATURE, variances).asVariances();
  }

  private static Matrix widened(Matrix loadings, int columns) {
    Matrix wide = Matrix.zeros(loadings.rows(), columns);
    double[] values = wide.toArray();
    for (int j = 0; j < loadings.rows(); j++) {
      System.arraycopy(loadings.row(j), 0, values, j * columns, loadings.columns());
    }
    return Matrix.wrap(loadings.rows(), columns, values);
  }
}
