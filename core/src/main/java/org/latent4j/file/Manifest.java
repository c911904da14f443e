package org.latent4j.file;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.latent4j.data.Encoding;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Tensor;
import org.latent4j.model.FittedModel;
import org.latent4j.model.FittedModel.Provenance;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.ModelFormatException;
import org.latent4j.model.ModelState;
import org.latent4j.model.ReferenceRows;

/**
 * A fitted model as texts and tensors: the texts {@code format}, {@code format_version}, {@code
 * library_version}, {@code family}, {@code attributes} (of the model's state), {@code settings},
 * {@code seed}, {@code fingerprint}, {@code schema}, {@code report}, {@code reference}; the tensors
 * {@code encoding.offsets}, {@code encoding.scales}, {@code reference}, those of {@link
 * MarginTensors} and, after {@code model.}, those of the model's state.
 */
final class Manifest {

  /** The newest version that is read, and the one that is written. */
  static final int VERSION = 1;

  private static final String FORMAT = "latent4j";
  private static final String MODEL = "model.";
  private static final String OFFSETS = "encoding.offsets";
  private static final String SCALES = "encoding.scales";
  private static final String REFERENCE = "reference";

  private Manifest() {}

  static TensorFile write(FittedModel fitted) {
    ModelState state = ModelFamily.named(fitted.family()).save(fitted.model());
    Provenance provenance = fitted.provenance();
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("format", FORMAT);
    texts.put("format_version", Integer.toString(VERSION));
    texts.put("library_version", provenance.libraryVersion());
    texts.put("family", fitted.family());
    texts.put("attributes", strings(new TreeMap<>(state.attributes())));
    texts.put("settings", strings(provenance.settings()));
    texts.put("seed", Long.toString(provenance.seed()));
    texts.put("fingerprint", provenance.fingerprint());
    texts.put("schema", SchemaText.write(fitted.schema()));
    texts.put("report", ReportText.write(fitted.report()));
    texts.put(REFERENCE, fitted.reference().heldOut() ? "held_out" : "training");
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(OFFSETS, Tensor.vector(fitted.encoding().offsets()));
    tensors.put(SCALES, Tensor.vector(fitted.encoding().scales()));
    tensors.put(REFERENCE, Tensor.vector(fitted.reference().sorted()));
    MarginTensors.write(fitted.reference(), tensors);
    state.tensors().forEach((name, tensor) -> tensors.put(MODEL + name, tensor));
    return new TensorFile(texts, tensors);
  }

  private static String strings(Map<String, String> entries) {
    return new JsonText().object(entries, JsonText::string).toString();
  }

  /**
   * Refuses texts of another program or of a later version.
   *
   * @throws ModelFormatException if they are
   */
  static void requireReadable(Map<String, String> texts) {
    if (!FORMAT.equals(texts.get("format"))) {
      throw new ModelFormatException("it is a safetensors file, but of another program");
    }
    String version = texts.getOrDefault("format_version", "");
    if (!version.matches("[1-9]\\d{0,8}")) {
      throw new ModelFormatException("its format version is not a whole number from 1");
    }
    if (Integer.parseInt(version) > VERSION) {
      throw new ModelFormatException(
          String.format(
              Locale.ROOT,
              "it has model format %s, written by Latent4J %s, but this Latent4J reads formats up to"
                  + " %d; use a newer Latent4J",
              version,
              texts.getOrDefault("library_version", "of unknown version"),
              VERSION));
    }
  }

  /**
   * Makes the fitted model.
   *
   * @throws IllegalArgumentException if something is missing or cannot be
   */
  static FittedModel read(TensorFile file) {
    String family = text(file, "family");
    Schema schema = SchemaText.read(text(file, "schema"));
    int d = schema.featureCount();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    file.tensors()
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(MODEL)) {
                tensors.put(name.substring(MODEL.length()), tensor);
              }
            });
    ModelState state = new ModelState(tensors, strings(file, "attributes"));
    ModelState own = new ModelState(file.tensors(), Map.of());
    return new FittedModel(
        family,
        familyNamed(family).load(state),
        schema,
        Encoding.affine(own.vector(OFFSETS, d), own.vector(SCALES, d)),
        ReportText.read(text(file, "report")),
        new Provenance(
            strings(file, "settings"),
            seed(text(file, "seed")),
            text(file, "fingerprint"),
            text(file, "library_version")),
        MarginTensors.read(reference(file), own, d));
  }

  private static ModelFamily familyNamed(String name) {
    return ModelFamily.all().stream()
        .filter(family -> family.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ModelFormatException(
                    String.format(
                        Locale.ROOT,
                        "its model is of the family '%s', which is not on the class path (%s are);"
                            + " add the module that holds it",
                        name,
                        String.join(
                            ", ", ModelFamily.all().stream().map(ModelFamily::name).toList()))));
  }

  private static ReferenceRows reference(TensorFile file) {
    Tensor tensor = file.tensors().get(REFERENCE);
    if (tensor == null || tensor.rank() != 1) {
      throw new ModelFormatException("its reference must be a row of numbers");
    }
    boolean heldOut =
        switch (text(file, REFERENCE)) {
          case "held_out" -> true;
          case "training" -> false;
          default -> throw new ModelFormatException("its reference must be held_out or training");
        };
    ReferenceRows reference = ReferenceRows.of(tensor.values(), heldOut);
    if (!Arrays.equals(reference.sorted(), tensor.values())) {
      throw new ModelFormatException("its reference must be in increasing order");
    }
    return reference;
  }

  private static long seed(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new ModelFormatException("its seed must be a whole number, got '" + text + "'", e);
    }
  }

  private static Map<String, String> strings(TensorFile file, String name) {
    Map<String, String> entries = new LinkedHashMap<>();
    JsonCursor.read(text(file, name), "its " + name, json -> entries.putAll(json.strings()));
    return entries;
  }

  private static String text(TensorFile file, String name) {
    String text = file.metadata().get(name);
    if (text == null) {
      throw new ModelFormatException("it lacks its " + name);
    }
    return text;
  }
}
