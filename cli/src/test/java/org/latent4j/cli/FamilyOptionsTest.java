package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Schema;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.model.Model;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.ModelState;
import org.latent4j.model.Setting;
import org.latent4j.model.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

class FamilyOptionsTest {

  private final ModelFamily mixture =
      new NamedFamily(
          "mixture",
          List.of(
              Setting.integer("k", 2, 1, "Number of components."),
              Setting.choice("shape", List.of("round", "long"), "Shape of a component."),
              Setting.number("floor", 0.5, 0, "Least variance.")));
  private final ModelFamily plane =
      new NamedFamily(
          "plane",
          List.of(
              Setting.integer("latent", 3, 1, "Number of dimensions, 100 % of them at most."),
              Setting.number("floor", 0.25, 0, "Least variance.")));

  private final FamilyOptions options = new FamilyOptions(List.of(mixture, plane));
  private final CommandLine parser = parser(options);

  @Test
  void singleLettersHaveOneDash() {
    parser.parseArgs("-k", "3", "--latent", "2");

    assertThat(options.given()).containsEntry("k", "3").containsEntry("latent", "2").hasSize(2);
  }

  @Test
  void whatIsNotGivenIsAbsent() {
    parser.parseArgs();

    assertThat(options.given()).isEmpty();
  }

  @Test
  void helpTellsWhichFamiliesTakeAnOptionAndTheirDefaults() {
    String help = parser.getUsageMessage(Ansi.OFF).replaceAll("\\s+", " ");

    assertThat(help)
        .contains("-k=N Number of components. [mixture: 2]")
        .contains("--shape=WORD Shape of a component. One of round, long. [mixture: round]")
        .contains("--floor=X Least variance. [mixture: 0.5, plane: 0.25]")
        .contains("--latent=N Number of dimensions, 100 % of them at most. [plane: 3]");
  }

  @Test
  void optionOfAnotherFamilyIsRefused() {
    parser.parseArgs("-k", "3");

    assertThatThrownBy(() -> options.settingsFor(plane))
        .isInstanceOf(CommandException.class)
        .hasMessage("model plane has no option -k; the models that have it: mixture");
  }

  @Test
  void valuesAreCheckedByTheFamily() {
    parser.parseArgs("-k", "0");

    assertThatThrownBy(() -> options.settingsFor(mixture))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("k must be a whole number of at least 1, got '0'");
  }

  @Test
  void settingsHoldWhatWasGivenAndDefaultsOtherwise() {
    parser.parseArgs("--floor", "0.75");

    Settings settings = options.settingsFor(mixture);

    assertThat(settings.number("floor")).isEqualTo(0.75);
    assertThat(settings.text("shape")).isEqualTo("round");
    assertThat(settings.isGiven("k")).isFalse();
  }

  @Test
  void familiesWithoutGivenOptionsAreToldApart() {
    parser.parseArgs("-k", "3");

    assertThat(options.takenBy(mixture)).isTrue();
    assertThat(options.takenBy(plane)).isFalse();
  }

  private static CommandLine parser(FamilyOptions options) {
    CommandSpec spec = CommandSpec.create().name("fit");
    options.addTo(spec);
    spec.usageMessage().width(200);
    return new CommandLine(spec);
  }

  /** A family that has a name and options, and nothing else. */
  private record NamedFamily(String name, List<Setting> settings) implements ModelFamily {

    @Override
    public String title() {
      return name;
    }

    @Override
    public Class<Model> modelType() {
      return Model.class;
    }

    @Override
    public Optional<String> refusal(Schema schema) {
      return Optional.empty();
    }

    @Override
    public List<List<Candidate>> candidates(Schema schema, DataSummary summary) {
      return List.of();
    }

    @Override
    public FitResult<? extends Model> fit(Dataset data, Settings given, FitContext context) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ModelState save(Model model) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Model load(ModelState state) {
      throw new UnsupportedOperationException();
    }
  }
}
