package org.latent4j.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latent4j.data.Encoding;
import org.latent4j.data.Schema;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphFunction;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/**
 * A model together with all that is needed to use it on a user's rows: the columns it was fitted
 * to, the scaling in front of it, what happened in the fit, and the log densities of rows it had
 * not seen. Every capability it gives takes and returns rows in the user's units. This is what a
 * model file holds. Immutable, thread-safe.
 */
public final class FittedModel {

  private final String family;
  private final Model model;
  private final Schema schema;
  private final Encoding encoding;
  private final FitReport report;
  private final Provenance provenance;
  private final ReferenceRows reference;

  /**
   * Where a model comes from.
   *
   * @param settings the family's options that were given
   * @param seed of the fit
   * @param fingerprint of the rows
   * @param libraryVersion that fitted it
   */
  public record Provenance(
      Map<String, String> settings, long seed, String fingerprint, String libraryVersion) {

    /** Copies the settings, in order. */
    public Provenance {
      settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
  }

  /**
   * Joins the parts.
   *
   * @param family name of the model's family
   * @param model works on encoded rows
   * @param schema of the rows; its features are what the encoding takes
   * @param encoding from the user's units to the model's
   * @param report in the user's units
   * @param provenance where the model comes from
   * @param reference log densities in the user's units
   * @throws IllegalArgumentException if the numbers of features disagree
   */
  public FittedModel(
      String family,
      Model model,
      Schema schema,
      Encoding encoding,
      FitReport report,
      Provenance provenance,
      ReferenceRows reference) {
    if (schema.featureCount() != encoding.featureCount()
        || encoding.featureCount() != model.featureCount()) {
      throw new IllegalArgumentException(
          "schema, encoding and model must have as many features, got "
              + schema.featureCount()
              + ", "
              + encoding.featureCount()
              + " and "
              + model.featureCount());
    }
    int margins = reference.margins().size();
    if (margins != 0 && margins != schema.featureCount()) {
      throw new IllegalArgumentException(
          "the reference must have a margin for each of "
              + schema.featureCount()
              + " features, or none, got "
              + margins);
    }
    this.family = family;
    this.model = model;
    this.schema = schema;
    this.encoding = encoding;
    this.report = report;
    this.provenance = provenance;
    this.reference = reference;
  }

  /**
   * The same model with more to say of its fit.
   *
   * @param notes sentences that come after those of the report
   * @return a copy
   */
  public FittedModel withNotes(List<String> notes) {
    return new FittedModel(
        family, model, schema, encoding, report.withNotes(notes), provenance, reference);
  }

  /**
   * The same model with another reference.
   *
   * @param newReference log densities and margins in the user's units
   * @return a copy
   */
  public FittedModel withReference(ReferenceRows newReference) {
    return new FittedModel(family, model, schema, encoding, report, provenance, newReference);
  }

  /**
   * Name of the model's family.
   *
   * @return such as {@code gmm}
   */
  public String family() {
    return family;
  }

  /**
   * The model itself, which works on encoded rows.
   *
   * @return the model
   */
  public Model model() {
    return model;
  }

  /**
   * The columns it was fitted to.
   *
   * @return the schema
   */
  public Schema schema() {
    return schema;
  }

  /**
   * The scaling in front of the model.
   *
   * @return identity when it was fitted in the user's units
   */
  public Encoding encoding() {
    return encoding;
  }

  /**
   * What happened in the fit.
   *
   * @return the report, in the user's units
   */
  public FitReport report() {
    return report;
  }

  /**
   * Where the model comes from.
   *
   * @return settings, seed, fingerprint
   */
  public Provenance provenance() {
    return provenance;
  }

  /**
   * Log densities against which tail ranks are told.
   *
   * @return the reference
   */
  public ReferenceRows reference() {
    return reference;
  }

  /**
   * Bits per dimension of the held-out rows: −log₂ p(x) / d.
   *
   * @param meanLogLikelihood nats per row
   * @return bits
   */
  public double bitsPerDimension(double meanLogLikelihood) {
    return -meanLogLikelihood / (Math.log(2) * model.featureCount());
  }

  /**
   * Its density, if it has one.
   *
   * @return over rows in the user's units, the Jacobian of the scaling included; where a value is
   *     missing, of the observed features alone
   */
  public Optional<Density> density() {
    if (!(model instanceof Density inner)) {
      return Optional.empty();
    }
    return Optional.of(
        new Density() {
          @Override
          public DensityKind densityKind() {
            return inner.densityKind();
          }

          @Override
          public double[] logDensity(Matrix observations) {
            double[] values = inner.logDensity(encoding.apply(observations));
            double[] logJacobians = encoding.logJacobians(observations);
            for (int i = 0; i < values.length; i++) {
              values[i] += logJacobians[i];
            }
            return values;
          }
        });
  }

  /**
   * What an evaluation needs of a density that is known by a bound.
   *
   * @return the capability in the user's units, or nothing
   */
  public Optional<Variational> variational() {
    return model instanceof Variational inner
        ? Optional.of(new EncodedVariational(inner, encoding))
        : Optional.empty();
  }

  /**
   * What it knows of some features given others, if it does.
   *
   * @return takes and gives values in the user's units; densities include the Jacobian of the
   *     features they are of
   */
  public Optional<Conditional> conditional() {
    return model instanceof Conditional inner
        ? Optional.of(new EncodedConditional(inner, encoding))
        : Optional.empty();
  }

  /**
   * Whether it answers for rows with missing values.
   *
   * @return whether it has {@link #conditional}
   */
  public boolean takesGaps() {
    return model instanceof Conditional;
  }

  /**
   * Its way of drawing rows, if it has one.
   *
   * @return draws in the user's units
   */
  public Optional<Sampler> sampler() {
    return model instanceof Sampler inner
        ? Optional.of(
            (int count, SeededRandom random) -> encoding.invert(inner.sample(count, random)))
        : Optional.empty();
  }

  /**
   * Its way to codes, if it has one.
   *
   * @return takes rows in the user's units
   */
  public Optional<Encoder> encoder() {
    if (!(model instanceof Encoder inner)) {
      return Optional.empty();
    }
    return Optional.of(
        new Encoder() {
          @Override
          public LatentSpace latentSpace() {
            return inner.latentSpace();
          }

          @Override
          public Matrix encode(Matrix observations) {
            return inner.encode(encoding.apply(observations));
          }
        });
  }

  /**
   * Its way back from codes, if it has one.
   *
   * @return gives rows in the user's units
   */
  public Optional<Decoder> decoder() {
    if (!(model instanceof Decoder inner)) {
      return Optional.empty();
    }
    return Optional.of(
        new Decoder() {
          @Override
          public LatentSpace latentSpace() {
            return inner.latentSpace();
          }

          @Override
          public Matrix decode(Matrix latent) {
            return encoding.invert(inner.decode(latent));
          }
        });
  }

  /**
   * Its way to cluster rows, if it has one.
   *
   * @return takes rows in the user's units
   */
  public Optional<Clusterer> clusterer() {
    if (!(model instanceof Clusterer inner)) {
      return Optional.empty();
    }
    return Optional.of(
        new Clusterer() {
          @Override
          public int componentCount() {
            return inner.componentCount();
          }

          @Override
          public boolean hasNoiseComponent() {
            return inner.hasNoiseComponent();
          }

          @Override
          public Matrix responsibilities(Matrix observations) {
            return inner.responsibilities(encoding.apply(observations));
          }
        });
  }

  /**
   * A function as a graph over the user's units, if the model describes itself.
   *
   * @param function which one
   * @return the model's own graph with the encoding before it, and the way back or the log-Jacobian
   *     after it; nothing when the model lacks the function
   */
  public Optional<Graph> graph(GraphFunction function) {
    return model instanceof Described described
        ? EncodedGraphs.of(described, encoding, function)
        : Optional.empty();
  }
}
