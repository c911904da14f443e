package org.latent4j.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.latent4j.model.ModelFamily;
import org.latent4j.select.BootstrapTest;
import org.latent4j.select.ComponentTable;
import org.latent4j.select.Criterion;

/**
 * What speaks for each number of components, in words or as JSON.
 *
 * @param family the kind of mixture
 * @param table the numbers
 */
record ComponentText(ModelFamily family, ComponentTable table) {

  private static final String TEST = "the bootstrap tests";

  @Override
  public String toString() {
    TextTable text =
        TextTable.of(
            ">k",
            ">log likelihood",
            ">BIC",
            ">ICL",
            ">held-out log p",
            ">± s.e.",
            ">LRT of k + 1",
            ">p");
    for (ComponentTable.Size size : table.sizes()) {
      text.row(
          Integer.toString(size.components()),
          Text.fixed(size.logLikelihood(), 3),
          Text.fixed(size.criteria().bic(), 1),
          Text.fixed(size.criteria().icl(), 1),
          Text.fixed(size.heldOutMeanLogLikelihood(), 3),
          Text.fixed(size.standardError(), 3),
          size.test().map(t -> Text.fixed(t.statistic(), 3)).orElse(""),
          size.test().map(t -> Text.fixed(t.pValue(), 4)).orElse(""));
    }
    StringBuilder all = new StringBuilder().append(text);
    table
        .sizes()
        .get(0)
        .test()
        .ifPresent(
            test ->
                all.append(
                    String.format(
                        Locale.ROOT,
                        "  LRT: 2 log likelihood ratio of k + 1 components to k; p by %d sets drawn"
                            + " from k components%n",
                        test.replicates())));
    table.notes().forEach(n -> all.append("  ").append(Text.printable(n)).append('\n'));
    return all.append('\n').append(verdict()).append('\n').toString();
  }

  /** What each criterion chooses, by its name. */
  private Map<String, Integer> choices() {
    Map<String, Integer> choices = new LinkedHashMap<>();
    put(choices, Criterion.BIC.title(), table.choice(Criterion.BIC));
    put(choices, Criterion.ICL.title(), table.choice(Criterion.ICL));
    put(choices, "held-out rows", table.choice(Criterion.HELD_OUT));
    put(choices, TEST, table.testChoice());
    return choices;
  }

  private static void put(Map<String, Integer> choices, String name, OptionalInt choice) {
    choice.ifPresent(k -> choices.put(name, k));
  }

  private String verdict() {
    Map<String, Integer> choices = choices();
    int most = table.sizes().size();
    String bound =
        choices.containsValue(most) && most > 1
            ? String.format(Locale.ROOT, "; %d is the most that was tried, so it may be more", most)
            : "";
    if (choices.values().stream().distinct().count() == 1) {
      int k = choices.values().iterator().next();
      return Text.count(k, "component")
          + " by "
          + Text.list(choices.keySet().stream().toList())
          + bound;
    }
    String each =
        choices.entrySet().stream()
            .map(e -> e.getValue() + " by " + e.getKey())
            .collect(Collectors.joining(", "));
    return "The criteria disagree: "
        + each
        + bound
        + ".\n"
        + "ICL counts clusters that hardly overlap, BIC and the tests components of the density,"
        + " held-out rows what pays in prediction.";
  }

  /** The same as one JSON object. */
  void writeJson(OutputStream out, long rows, long seed) throws IOException {
    Json.write(
        out,
        json -> {
          json.text("model", family.name())
              .whole("rows", rows)
              .number("level", table.level())
              .objects("components", table.sizes(), ComponentText::writeSize);
          json.object(
              "choices",
              chosen -> {
                write(chosen, "bic", table.choice(Criterion.BIC));
                write(chosen, "icl", table.choice(Criterion.ICL));
                write(chosen, "heldOut", table.choice(Criterion.HELD_OUT));
                write(chosen, "bootstrap", table.testChoice());
              });
          json.whole("seed", seed).texts("notes", table.notes());
        });
  }

  private static void write(Json json, String name, OptionalInt choice) throws IOException {
    if (choice.isPresent()) {
      json.whole(name, choice.getAsInt());
    }
  }

  private static void writeSize(Json json, ComponentTable.Size size) throws IOException {
    json.whole("k", size.components())
        .number("logLikelihood", size.logLikelihood())
        .whole("parameterCount", size.parameterCount())
        .number("bic", size.criteria().bic())
        .number("icl", size.criteria().icl())
        .number("aic", size.criteria().aic())
        .number("heldOutMeanLogLikelihood", size.heldOutMeanLogLikelihood())
        .number("heldOutStandardError", size.standardError());
    if (size.test().isPresent()) {
      BootstrapTest test = size.test().get();
      json.number("lrt", test.statistic())
          .number("pValue", test.pValue())
          .whole("replicates", test.replicates());
    }
  }
}
