package org.latent4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Encoding;
import org.latent4j.file.ModelFiles;
import org.latent4j.linalg.Tensor;
import org.latent4j.model.FittedModel;
import org.latent4j.model.Model;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.ModelFormatException;
import org.latent4j.model.ModelState;
import org.latent4j.model.Setting;
import org.latent4j.model.Settings;

/**
 * Checks of a family as others see it, and of its models written down and made again.
 *
 * @param <M> type of the family's models
 */
public interface StateChecks<M extends Model> extends ContractSubject<M> {

  @Test
  default void theFamilyIsFoundByName() {
    assertThat(family().name()).matches("[a-z]+");
    assertThat(ModelFamily.named(family().name())).hasSameClassAs(family());
  }

  @Test
  default void defaultsOfOptionsAreAllowed() {
    Set<String> names = new HashSet<>();
    for (Setting setting : family().settings()) {
      assertThat(setting.name()).matches("[a-z]+(-[a-z]+)*");
      assertThat(names.add(setting.name())).as("'%s' is there once", setting.name()).isTrue();
      assertThat(setting.refusal(setting.defaultValue())).as(setting.name()).isEmpty();
      assertThat(setting.description()).isNotBlank();
    }
  }

  @Test
  default void candidatesUseTheFamilysOptions() {
    DataSummary summary = DataSummary.of(data());
    Set<String> labels = new HashSet<>();
    for (List<ModelFamily.Candidate> line : family().candidates(data().schema(), summary)) {
      assertThat(line).isNotEmpty();
      for (ModelFamily.Candidate candidate : line) {
        assertThat(labels.add(candidate.label()))
            .as("'%s' is there once", candidate.label())
            .isTrue();
        assertThat(Settings.of(family().settings()).withAll(candidate.settings().given()).given())
            .isEqualTo(candidate.settings().given());
      }
    }
  }

  @Test
  default void aLoadedModelGivesTheSameBits() {
    Model loaded = family().load(family().save(model()));
    assertThat(loaded).hasSameClassAs(model());
    assertThat(loaded.parameterCount()).isEqualTo(model().parameterCount());
    assertThat(Answers.of(loaded, rows())).isEqualTo(Answers.of(model(), rows()));
  }

  @Test
  default void aModelReadFromAFileGivesTheSameBits(@TempDir Path folder) throws IOException {
    for (Encoding encoding : List.of(Encoding.identity(model().featureCount()), scaling())) {
      FittedModel written = fitBehind(encoding);
      Path file = folder.resolve("model.latent");
      ModelFiles.write(written, file);
      FittedModel read = ModelFiles.read(file);
      assertThat(Answers.of(read, rows())).isEqualTo(Answers.of(written, rows()));
      assertThat(read.schema()).isEqualTo(written.schema());
      assertThat(read.report()).isEqualTo(written.report());
      assertThat(read.provenance()).isEqualTo(written.provenance());
      byte[] bytes = Files.readAllBytes(file);
      ModelFiles.write(read, file);
      assertThat(file).hasBinaryContent(bytes);
    }
  }

  @Test
  default void aStateWithoutOneOfItsPartsIsRefused() {
    ModelState state = family().save(model());
    for (String name : state.tensors().keySet()) {
      Map<String, Tensor> fewer = new LinkedHashMap<>(state.tensors());
      fewer.remove(name);
      assertRefused(new ModelState(fewer, state.attributes()), "without tensor " + name);
    }
    for (String name : state.attributes().keySet()) {
      Map<String, String> fewer = new LinkedHashMap<>(state.attributes());
      fewer.remove(name);
      assertRefused(new ModelState(state.tensors(), fewer), "without attribute " + name);
    }
  }

  @Test
  default void aStateOfAnotherShapeIsRefused() {
    ModelState state = family().save(model());
    state
        .tensors()
        .forEach(
            (name, tensor) -> {
              assertRefused(
                  withTensor(
                      state, name, Tensor.of(tensor.type(), tensor.values(), size(tensor), 1, 1)),
                  name + " of rank 3");
              double[] longer = Arrays.copyOf(tensor.values(), size(tensor) + 1);
              assertRefused(
                  withTensor(state, name, Tensor.of(tensor.type(), longer, longer.length)),
                  name + " one longer");
            });
  }

  @Test
  default void aStateThatIsNotFiniteIsRefused() {
    ModelState state = family().save(model());
    state
        .tensors()
        .forEach(
            (name, tensor) -> {
              double[] values = tensor.values().clone();
              values[values.length - 1] = Double.NaN;
              Tensor damaged = Tensor.of(tensor.type(), values, tensor.shape());
              assertRefused(withTensor(state, name, damaged), name + " with NaN");
            });
  }

  @Test
  default void aStateOfWrongWordsIsRefused() {
    ModelState state = family().save(model());
    for (String name : state.attributes().keySet()) {
      Map<String, String> words = new LinkedHashMap<>(state.attributes());
      words.put(name, "?");
      assertRefused(new ModelState(state.tensors(), words), "attribute " + name);
    }
  }

  private void assertRefused(ModelState state, String what) {
    assertThatExceptionOfType(ModelFormatException.class)
        .as(what)
        .isThrownBy(() -> family().load(state))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeGreaterThan(20).doesNotContain("\n"));
  }

  private static ModelState withTensor(ModelState state, String name, Tensor tensor) {
    Map<String, Tensor> tensors = new LinkedHashMap<>(state.tensors());
    tensors.put(name, tensor);
    return new ModelState(tensors, state.attributes());
  }

  private static int size(Tensor tensor) {
    return tensor.values().length;
  }
}
