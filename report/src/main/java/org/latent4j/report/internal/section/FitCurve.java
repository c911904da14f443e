package org.latent4j.report.internal.section;

import java.util.Arrays;
import java.util.List;
import org.latent4j.model.FitReport;
import org.latent4j.model.FittedModel;
import org.latent4j.report.internal.chart.Axis;
import org.latent4j.report.internal.chart.Curve;
import org.latent4j.report.internal.chart.Dots;
import org.latent4j.report.internal.chart.Plot;
import org.latent4j.report.internal.chart.Ticks;
import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.page.Numbers;
import org.latent4j.report.internal.study.Study;

/** How the fit went: the climb of the likelihood, what the starts reached, and where it ended. */
final class FitCurve implements Section {

  private static final int WIDTH = 520;
  private static final int HEIGHT = 300;
  private static final int MOST_NOTES = 20;
  private static final int MOST_POINTS = 1000;

  @Override
  public String id() {
    return "fit";
  }

  @Override
  public String title(Study study) {
    return "Fit";
  }

  @Override
  public boolean appliesTo(Study study) {
    return true;
  }

  @Override
  public void write(Study study, Markup page) {
    FitReport report = study.model().report();
    Figures.paragraph(page, ended(report));
    notes(page, report);
    page.line().open("div", "class", "pair");
    if (report.trace().size() > 1) {
      climb(page, report);
    }
    if (report.starts().size() > 1) {
      starts(page, report);
    }
    page.close();
    numbers(page, study.model());
  }

  private static String ended(FitReport report) {
    if (report.trace().isEmpty()) {
      return "The model has a closed form: it was computed, not searched for, and is the best of its"
          + " kind for these rows.";
    }
    String iterations = Numbers.counted(report.iterations(), "iteration", "iterations");
    String starts =
        report.starts().size() > 1
            ? ", the best of " + Numbers.of((long) report.starts().size()) + " starts"
            : "";
    return switch (report.status()) {
      case CONVERGED -> "It converged after " + iterations + starts + ".";
      case ITERATION_LIMIT -> "It reached its limit of " + iterations + starts + ", unconverged.";
      case CANCELLED -> "It was stopped after " + iterations + starts + ".";
    };
  }

  private static void notes(Markup page, FitReport report) {
    if (!report.notes().isEmpty()) {
      page.line().open("ul", "class", "notes");
      report.notes().stream().limit(MOST_NOTES).forEach(n -> page.element("li", Words.sentence(n)));
      page.close();
    }
  }

  private static void climb(Markup page, FitReport report) {
    List<Double> trace = report.trace();
    int step = Math.max(1, (trace.size() + MOST_POINTS - 1) / MOST_POINTS);
    int count = (trace.size() - 1) / step + 1;
    double[] iterations = new double[count];
    double[] means = new double[count];
    for (int i = 0; i < count; i++) {
      iterations[i] = 1 + (double) i * step;
      means[i] = trace.get(i * step) / report.weightTotal();
    }
    double[] sorted = Arrays.stream(means).sorted().toArray();
    Axis x = Axis.exactly(1, trace.size(), "iteration").withTicks(Ticks.whole(1, trace.size(), 6));
    Axis y = Axis.around(sorted[0], sorted[count - 1], "log density per fitted row, nats");
    Plot plot = new Plot(WIDTH, HEIGHT, x, y);
    String caption =
        "Mean log density of the fitted rows after each iteration of the run that was kept. It never"
            + " falls.";
    Figures.figure(
        page,
        caption,
        p ->
            plot.write(
                p,
                "Climb of the fit",
                "From " + Numbers.of(means[0]) + " to " + Numbers.of(means[count - 1]),
                layer -> {
                  Curve.area(layer, plot, "wash", iterations, means);
                  Curve.draw(layer, plot, "curve", iterations, means);
                }));
  }

  private static void starts(Markup page, FitReport report) {
    double[] reached =
        report.starts().stream().mapToDouble(s -> s / report.weightTotal()).toArray();
    double[] numbers = new double[reached.length];
    Arrays.setAll(numbers, i -> i + 1.0);
    double[] sorted = Arrays.stream(reached).sorted().toArray();
    Axis x =
        Axis.exactly(0.5, reached.length + 0.5, "starts, best first")
            .withTicks(Ticks.whole(1, reached.length, 6));
    Axis y = Axis.around(sorted[0], sorted[sorted.length - 1], "log density per fitted row, nats");
    Plot plot = new Plot(WIDTH, HEIGHT, x, y);
    Figures.figure(
        page,
        "What each start reached before the best was run to its end. Many at the top: the optimum is"
            + " easy to find. One alone: more starts may find better.",
        p ->
            plot.write(
                p,
                "What the starts reached",
                Numbers.counted(reached.length, "start", "starts")
                    + ", from "
                    + Numbers.of(sorted[0])
                    + " to "
                    + Numbers.of(sorted[sorted.length - 1]),
                layer -> Dots.draw(layer, plot, numbers, reached)));
  }

  private static void numbers(Markup page, FittedModel model) {
    FitReport report = model.report();
    long parameters = model.model().parameterCount();
    page.line().open("dl", "class", "facts");
    fact(page, "Parameters", Numbers.of(parameters));
    if (Double.isFinite(report.logLikelihood()) && model.density().isPresent()) {
      fact(page, "Log likelihood", Numbers.fixed(report.logLikelihood(), 2));
      fact(page, "Log likelihood per row", Numbers.fixed(report.meanLogLikelihood(), 3));
      fact(page, "BIC", Numbers.fixed(report.bic(parameters), 1));
      fact(page, "AIC", Numbers.fixed(report.aic(parameters), 1));
    }
    model.provenance().settings().forEach((name, value) -> fact(page, name, value));
    page.close();
  }

  private static void fact(Markup page, String name, String value) {
    if (!value.isEmpty()) {
      page.open("div").element("dt", name).element("dd", value).close();
    }
  }
}
