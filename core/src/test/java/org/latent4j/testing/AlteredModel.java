package org.latent4j.testing;

import java.util.Optional;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphFunction;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.Clusterer;
import org.latent4j.model.DensityKind;
import org.latent4j.model.Described;
import org.latent4j.model.LatentSpace;
import org.latent4j.model.LatentVariableModel;
import org.latent4j.model.Model;

/** Says what a {@link DiagonalGaussian} says, but for what a subclass says otherwise. */
class AlteredModel implements LatentVariableModel, Clusterer, Described {

  private final DiagonalGaussian model;

  AlteredModel(Model model) {
    this.model = (DiagonalGaussian) model;
  }

  @Override
  public int featureCount() {
    return model.featureCount();
  }

  @Override
  public long parameterCount() {
    return model.parameterCount();
  }

  @Override
  public DensityKind densityKind() {
    return model.densityKind();
  }

  @Override
  public double[] logDensity(Matrix observations) {
    return model.logDensity(observations);
  }

  @Override
  public Matrix sample(int count, SeededRandom random) {
    return model.sample(count, random);
  }

  @Override
  public LatentSpace latentSpace() {
    return model.latentSpace();
  }

  @Override
  public Matrix encode(Matrix observations) {
    return model.encode(observations);
  }

  @Override
  public Matrix decode(Matrix latent) {
    return model.decode(latent);
  }

  @Override
  public int componentCount() {
    return model.componentCount();
  }

  @Override
  public Matrix responsibilities(Matrix observations) {
    return model.responsibilities(observations);
  }

  @Override
  public Optional<Graph> graph(GraphFunction function) {
    return model.graph(function);
  }
}
