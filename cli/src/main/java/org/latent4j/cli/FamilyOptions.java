package org.latent4j.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Setting;
import org.latent4j.model.Settings;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options that the families of models announce. Options of one name are one option; its help
 * tells which families take it.
 */
final class FamilyOptions {

  private final Map<String, List<Taker>> takers = new LinkedHashMap<>();
  private final Map<String, OptionSpec> options = new LinkedHashMap<>();

  /** A family and what it says of an option. */
  private record Taker(String family, Setting setting) {}

  FamilyOptions(List<ModelFamily> families) {
    for (ModelFamily family : families) {
      for (Setting setting : family.settings()) {
        takers
            .computeIfAbsent(setting.name(), name -> new ArrayList<>())
            .add(new Taker(family.name(), setting));
      }
    }
  }

  /** Adds the options to a command. */
  void addTo(CommandSpec spec) {
    if (takers.isEmpty()) {
      return;
    }
    ArgGroupSpec.Builder group =
        ArgGroupSpec.builder()
            .validate(false)
            .order(1)
            .heading("%nOptions of models (in brackets: the models that take it)%n");
    takers.forEach(
        (name, list) -> {
          OptionSpec option = option(name, list);
          options.put(name, option);
          group.addArg(option);
        });
    spec.addArgGroup(group.build());
  }

  /** What the user gave, by name, in the order of the help. */
  Map<String, String> given() {
    Map<String, String> values = new LinkedHashMap<>();
    options.forEach(
        (name, option) ->
            Optional.<String>ofNullable(option.getValue()).ifPresent(v -> values.put(name, v)));
    return values;
  }

  /** Whether a family has every option that was given. */
  boolean takenBy(ModelFamily family) {
    return given().keySet().stream().allMatch(name -> names(name).contains(family.name()));
  }

  /** Whether a family allows every value that was given; it has all the options. */
  boolean allowedBy(ModelFamily family) {
    Map<String, String> given = given();
    return family.settings().stream()
        .filter(setting -> given.containsKey(setting.name()))
        .allMatch(setting -> setting.refusal(given.get(setting.name())).isEmpty());
  }

  /**
   * The settings of a family as the user gave them.
   *
   * @throws CommandException if an option was given that the family does not have
   * @throws IllegalArgumentException if a value is not allowed
   */
  Settings settingsFor(ModelFamily family) {
    Map<String, String> given = given();
    for (String name : given.keySet()) {
      if (!names(name).contains(family.name())) {
        throw CommandException.usage(
            "model "
                + family.name()
                + " has no option "
                + flag(name)
                + "; the models that have it: "
                + String.join(", ", names(name)));
      }
    }
    return Settings.of(family.settings()).withAll(given);
  }

  private List<String> names(String option) {
    return takers.get(option).stream().map(Taker::family).toList();
  }

  /** An option as it is typed. */
  static String flag(String name) {
    return (name.length() == 1 ? "-" : "--") + name;
  }

  private static OptionSpec option(String name, List<Taker> list) {
    Setting setting = list.get(0).setting();
    return OptionSpec.builder(flag(name))
        .type(String.class)
        .paramLabel(label(setting))
        .description(description(list).replace("%", "%%"))
        .build();
  }

  private static String label(Setting setting) {
    return switch (setting.type()) {
      case INTEGER -> "N";
      case NUMBER -> "X";
      case CHOICE -> "WORD";
      case ARRAY_FILE -> "FILE.npy";
    };
  }

  private static String description(List<Taker> list) {
    Setting setting = list.get(0).setting();
    StringBuilder text = new StringBuilder(setting.description());
    if (!setting.choices().isEmpty()) {
      text.append(" One of ").append(String.join(", ", setting.choices())).append('.');
    }
    text.append(" [");
    List<String> families = new ArrayList<>();
    for (Taker taker : list) {
      String value = taker.setting().defaultValue();
      families.add(taker.family() + (value.isEmpty() ? "" : ": " + value));
    }
    return text.append(String.join(", ", families)).append(']').toString();
  }
}
