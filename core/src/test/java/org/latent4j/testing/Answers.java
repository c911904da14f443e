package org.latent4j.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.Clusterer;
import org.latent4j.model.Decoder;
import org.latent4j.model.Density;
import org.latent4j.model.Encoder;
import org.latent4j.model.FittedModel;
import org.latent4j.model.Model;
import org.latent4j.model.Sampler;

/** Everything a model says, under the names of its capabilities; equality is equality of bits. */
public final class Answers {

  private Answers() {}

  /**
   * What a model says of each row: log densities, codes, reconstructions and responsibilities, as
   * far as it has them.
   *
   * @param model any model
   * @param observations n×d
   * @return matrices of n rows
   */
  public static Map<String, Matrix> ofRows(Model model, Matrix observations) {
    return ofRows(
        observations,
        capability(model, Density.class),
        capability(model, Encoder.class),
        capability(model, Decoder.class),
        capability(model, Clusterer.class));
  }

  /**
   * What a fitted model says of each row.
   *
   * @param model any model
   * @param observations n×d, in the user's units
   * @return matrices of n rows
   */
  public static Map<String, Matrix> ofRows(FittedModel model, Matrix observations) {
    return ofRows(
        observations, model.density(), model.encoder(), model.decoder(), model.clusterer());
  }

  /**
   * What a model says of each row, and ten rows drawn from it.
   *
   * @param model any model
   * @param observations n×d
   * @return matrices by name
   */
  public static Map<String, Matrix> of(Model model, Matrix observations) {
    Map<String, Matrix> answers = ofRows(model, observations);
    capability(model, Sampler.class)
        .ifPresent(s -> answers.put("sample", s.sample(10, new SeededRandom(3))));
    return answers;
  }

  /**
   * What a fitted model says of each row, and ten rows drawn from it.
   *
   * @param model any model
   * @param observations n×d, in the user's units
   * @return matrices by name
   */
  public static Map<String, Matrix> of(FittedModel model, Matrix observations) {
    Map<String, Matrix> answers = ofRows(model, observations);
    model.sampler().ifPresent(s -> answers.put("sample", s.sample(10, new SeededRandom(3))));
    return answers;
  }

  /**
   * Asserts that nothing said is NaN or infinite.
   *
   * @param answers matrices by name
   */
  public static void assertFinite(Map<String, Matrix> answers) {
    answers.forEach(
        (name, answer) ->
            assertThat(Arrays.stream(answer.values())).as(name).allMatch(Double::isFinite));
  }

  private static Map<String, Matrix> ofRows(
      Matrix x,
      Optional<Density> density,
      Optional<Encoder> encoder,
      Optional<Decoder> decoder,
      Optional<Clusterer> clusterer) {
    Map<String, Matrix> answers = new LinkedHashMap<>();
    density.ifPresent(
        d -> {
          double[] values = d.logDensity(x);
          answers.put("logDensity", Matrix.wrap(values.length, 1, values));
        });
    encoder.ifPresent(e -> answers.put("encode", e.encode(x)));
    decoder.ifPresent(d -> encoder.ifPresent(e -> answers.put("decode", d.decode(e.encode(x)))));
    clusterer.ifPresent(c -> answers.put("responsibilities", c.responsibilities(x)));
    return answers;
  }

  private static <T> Optional<T> capability(Model model, Class<T> type) {
    return type.isInstance(model) ? Optional.of(type.cast(model)) : Optional.empty();
  }
}
