package org.latent4j.report.internal.section;

import org.latent4j.model.LatentSpace;
import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.study.Study;

/** The words of the page, for those of the model that it is about. */
final class Glossary implements Section {

  @Override
  public String id() {
    return "words";
  }

  @Override
  public String title(Study study) {
    return "Words";
  }

  @Override
  public boolean appliesTo(Study study) {
    return true;
  }

  @Override
  public void write(Study study, Markup page) {
    page.line().open("dl", "class", "glossary");
    if (study.model().density().isPresent()) {
      density(page);
    }
    if (study.model().clusterer().isPresent()) {
      word(
          page,
          "Component",
          "One of the simple distributions that a mixture is made of. Rows that belong to the same"
              + " component are taken for a group.");
      word(
          page,
          "Certainty",
          "The probability, given its values, that a row came from the component it is assigned to."
              + " Near 1 the groups are apart, near 1/k they lie on top of each other.");
    }
    boolean codes =
        study
            .model()
            .encoder()
            .filter(e -> e.latentSpace().kind() == LatentSpace.Kind.CONTINUOUS)
            .isPresent();
    if (codes) {
      word(
          page,
          "Code",
          "The few numbers that the model puts in the place of a row. Rows with similar codes are"
              + " similar; a code can be turned back into a row.");
    }
    word(
        page,
        "Standard error",
        "How far a mean would typically move if other rows of the same kind had been drawn. It stands"
            + " after ±.");
    page.close();
  }

  private static void density(Markup page) {
    word(
        page,
        "Log density",
        "The natural logarithm of how probable the model takes a row to be, per unit of the columns."
            + " Higher is better, and only differences between models of the same columns have a"
            + " meaning: 1 nat more is 2.7 times the probability.");
    word(
        page,
        "Held-out row",
        "A row that was kept from the model while it was being fitted, so that it can be judged by"
            + " it without flattery. The model shown was then fitted to all rows.");
    word(
        page,
        "Bits per value",
        "Log density of the held-out rows, with its sign changed, in bits and divided by the number"
            + " of columns: up to the precision of the values, what storing one would take.");
    word(
        page,
        "BIC, AIC",
        "−2 · log likelihood plus a penalty for each parameter: ln n (Schwarz 1978) or 2 (Akaike"
            + " 1974). Lower is better.");
  }

  private static void word(Markup page, String word, String meaning) {
    page.open("div").element("dt", word).element("dd", meaning).close();
  }
}
