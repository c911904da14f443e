package org.latent4j.report.internal.section;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.model.DensityKind;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ModelFamily;
import org.latent4j.report.internal.page.Numbers;

/** How things are called in sentences. */
final class Words {

  private Words() {}

  /** A family's name in a sentence. */
  static String family(String name) {
    return ModelFamily.all().stream()
        .filter(f -> f.name().equals(name))
        .map(ModelFamily::title)
        .findFirst()
        .orElse(name);
  }

  /** A model's family, the first letter a capital. */
  static String title(FittedModel model) {
    String title = family(model.family());
    return title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
  }

  /** Settings as a user would type them, or nothing. */
  static String settings(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(e -> e.getKey() + " = " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  /** What the values of a column are. */
  static String kind(Column column) {
    return switch (column.kind()) {
      case NUMERIC -> "number";
      case CATEGORICAL -> "category";
      case COUNT -> "count";
      case BINARY -> "two values";
    };
  }

  /** What a number called log density is. */
  static String logDensity(DensityKind kind) {
    return switch (kind) {
      case EXACT -> "log density";
      case LOWER_BOUND -> "log density (a lower bound)";
      case ESTIMATE -> "log density (an estimate)";
    };
  }

  /** A value of a column: its word where it has one. */
  static String value(Column column, double value, double deviation) {
    boolean hasWord =
        column.kind() == ColumnKind.BINARY
            && value == Math.rint(value)
            && value >= 0
            && value < column.levels().size();
    return hasWord ? column.levels().get((int) value) : Numbers.like(value, deviation);
  }

  /** Names as a list in a sentence. */
  static String list(List<String> names) {
    return names.size() < 2
        ? String.join("", names)
        : String.join(", ", names.subList(0, names.size() - 1))
            + " and "
            + names.get(names.size() - 1);
  }

  /** A name and what numbered things do: the first form for one, the second for several. */
  static String counted(
      List<String> numbers, String one, String oneDoes, String many, String manyDo) {
    return numbers.size() == 1 ? one + numbers.get(0) + oneDoes : many + list(numbers) + manyDo;
  }

  /** A note as a sentence: a capital at its beginning, a full stop at its end. */
  static String sentence(String note) {
    String text = note.strip();
    if (text.isEmpty()) {
      return text;
    }
    int second = text.offsetByCodePoints(0, 1);
    String capital = text.substring(0, second).toUpperCase(Locale.ROOT) + text.substring(second);
    return capital.endsWith(".") || capital.endsWith("!") || capital.endsWith("?")
        ? capital
        : capital + ".";
  }

  /** A model with its size, such as "Gaussian mixture of 3 components". */
  static String sized(FittedModel model) {
    if (model.clusterer().isPresent()) {
      int count = model.clusterer().get().componentCount();
      return title(model) + " of " + Numbers.counted(count, "component", "components");
    }
    return model
        .encoder()
        .map(e -> e.latentSpace().dimension())
        .map(q -> title(model) + " with " + Numbers.counted(q, "dimension", "dimensions"))
        .orElse(title(model));
  }
}
