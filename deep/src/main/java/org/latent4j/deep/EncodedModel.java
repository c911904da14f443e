package org.latent4j.deep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latent4j.deep.internal.DeepAnswers;
import org.latent4j.deep.internal.DeepState;
import org.latent4j.deep.internal.TrainingState;
import org.latent4j.deep.internal.VaeMeasures;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphFunction;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.DensityKind;
import org.latent4j.model.Described;
import org.latent4j.model.LatentSpace;
import org.latent4j.model.LatentVariableModel;
import org.latent4j.model.Measured;
import org.latent4j.model.ModelState;
import org.latent4j.model.ModelTable;
import org.latent4j.model.Tabulated;
import org.latent4j.model.Variational;

/** What all models answer that are a prior over codes, a decoder and an encoder. */
abstract class EncodedModel
    implements LatentVariableModel, Variational, Described, Tabulated, Measured {

  private final DeepAnswers answers;
  private final VaeMeasures measures;
  private final Optional<TrainingState> stopped;

  EncodedModel(DeepAnswers answers, VaeMeasures measures, Optional<TrainingState> stopped) {
    this.answers = answers;
    this.measures = measures;
    this.stopped = stopped;
  }

  @Override
  public int featureCount() {
    return answers.parts().featureCount();
  }

  @Override
  public long parameterCount() {
    return answers.parameterCount();
  }

  @Override
  public LatentSpace latentSpace() {
    return new LatentSpace(answers.parts().latentDimension(), LatentSpace.Kind.CONTINUOUS);
  }

  @Override
  public DensityKind densityKind() {
    return DensityKind.LOWER_BOUND;
  }

  @Override
  public double[] logDensity(Matrix observations) {
    return answers.logDensity(observations);
  }

  @Override
  public Matrix outcomes(Matrix observations, SeededRandom random) {
    return answers.outcomes(observations, random);
  }

  @Override
  public Matrix logWeights(Matrix observations, int samples, SeededRandom random) {
    return answers.logWeights(observations, samples, random);
  }

  @Override
  public Matrix divergences(Matrix observations) {
    return answers.divergences(observations);
  }

  @Override
  public Matrix encode(Matrix observations) {
    return answers.encode(observations);
  }

  @Override
  public Matrix decode(Matrix latent) {
    return answers.decode(latent);
  }

  @Override
  public Matrix sample(int count, SeededRandom random) {
    return answers.sample(count, random);
  }

  @Override
  public Optional<Graph> graph(GraphFunction function) {
    return answers.graph(function);
  }

  @Override
  public List<ModelTable> tables() {
    List<String> names = new ArrayList<>();
    for (int j = 0; j < latentSpace().dimension(); j++) {
      names.add(latentSpace().columnName(j));
    }
    return List.of(measures.table(names));
  }

  /**
   * {@inheritDoc} The divergence per row, how many units are active, and the epochs of training.
   */
  @Override
  public Map<String, Double> measures() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("klPerRow", measures.divergence());
    numbers.put("activeUnits", (double) measures.activeUnits());
    numbers.put("epochs", (double) measures.epochs());
    return numbers;
  }

  DeepAnswers answers() {
    return answers;
  }

  Optional<TrainingState> stopped() {
    return stopped;
  }

  ModelState state() {
    return new DeepState()
        .put(answers.parts())
        .put(answers.prior())
        .put(measures)
        .put(stopped)
        .state();
  }
}
