package org.latent4j.task;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.latent4j.model.Clusterer;
import org.latent4j.model.Conditional;
import org.latent4j.model.Decoder;
import org.latent4j.model.Density;
import org.latent4j.model.Encoder;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Parametric;
import org.latent4j.model.Sampler;

/** Asks a fitted model for what a task needs, and says which families have it when it does not. */
final class Capabilities {

  private Capabilities() {}

  static Density density(FittedModel model, String task) {
    return require(model.density(), model, task, "no density", Density.class);
  }

  static Sampler sampler(FittedModel model, String task) {
    return require(model.sampler(), model, task, "no way to draw rows", Sampler.class);
  }

  static Encoder encoder(FittedModel model, String task) {
    return require(model.encoder(), model, task, "no codes", Encoder.class);
  }

  static Decoder decoder(FittedModel model, String task) {
    return require(model.decoder(), model, task, "no way back from codes", Decoder.class);
  }

  static Clusterer clusterer(FittedModel model, String task) {
    return require(model.clusterer(), model, task, "no components to cluster by", Clusterer.class);
  }

  static Conditional conditional(FittedModel model, String task) {
    return require(
        model.conditional(),
        model,
        task,
        "no answer for some columns given others",
        Conditional.class);
  }

  static Parametric parametric(FittedModel model, String task) {
    Optional<Parametric> parametric =
        model.model() instanceof Parametric inner ? Optional.of(inner) : Optional.empty();
    return require(parametric, model, task, "no parameters to name", Parametric.class);
  }

  private static <C> C require(
      Optional<C> capability, FittedModel model, String task, String lack, Class<C> type) {
    return capability.orElseThrow(
        () ->
            new IllegalArgumentException(
                String.format(
                    Locale.ROOT,
                    "the %s model has %s; %s needs %s",
                    model.family(),
                    lack,
                    task,
                    remedy(familiesWith(type)))));
  }

  private static List<String> familiesWith(Class<?> type) {
    return ModelFamily.all().stream()
        .filter(family -> type.isAssignableFrom(family.modelType()))
        .map(ModelFamily::name)
        .toList();
  }

  private static String remedy(List<String> families) {
    return switch (families.size()) {
      case 0 -> "a model of another kind";
      case 1 -> "a model such as " + families.get(0);
      default -> "one of " + String.join(", ", families);
    };
  }
}
