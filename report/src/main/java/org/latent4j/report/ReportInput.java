package org.latent4j.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.latent4j.data.Dataset;
import org.latent4j.model.FittedModel;
import org.latent4j.select.Leaderboard;

/**
 * What a report is about. Everything else that it shows, it computes from the model and the rows.
 *
 * @param model the fitted model
 * @param data rows in the user's units, of the features that the model was fitted to; missing
 *     values are allowed
 * @param dataName what the user calls the data, such as a file's name
 * @param leaderboard what a search tried, if there was one
 * @param notes what the reader of the data told of it, one sentence each
 * @param command the words of the command that repeats the fit; empty when there was none
 * @param seed of the fit, and of every choice that the report makes by chance
 * @param threads how many threads worked
 * @param timings how long each part took, in order
 */
public record ReportInput(
    FittedModel model,
    Dataset data,
    String dataName,
    Optional<Leaderboard> leaderboard,
    List<String> notes,
    List<String> command,
    long seed,
    int threads,
    List<Timing> timings) {

  /**
   * How long something took.
   *
   * @param what a word or two, such as "reading"
   * @param seconds at least 0
   */
  public record Timing(String what, double seconds) {}

  /**
   * Copies the lists and checks that rows and model belong together.
   *
   * @throws IllegalArgumentException if the rows have other features than the model
   */
  public ReportInput {
    List<String> expected = model.schema().featureNames();
    List<String> actual = data.schema().featureNames();
    if (!expected.equals(actual)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "data must have the %d features of the model, in their order, got %s",
              expected.size(),
              difference(expected, actual)));
    }
    notes = List.copyOf(notes);
    command = List.copyOf(command);
    timings = List.copyOf(timings);
  }

  /**
   * A report without a search, notes, command and timings.
   *
   * @param model the fitted model
   * @param data rows in the user's units
   * @param dataName what the user calls the data
   * @return the input, with the seed of the model's fit
   * @throws IllegalArgumentException if the rows have other features than the model
   */
  public static ReportInput of(FittedModel model, Dataset data, String dataName) {
    return new ReportInput(
        model,
        data,
        dataName,
        Optional.empty(),
        List.of(),
        List.of(),
        model.provenance().seed(),
        1,
        List.of());
  }

  /**
   * With what a search tried.
   *
   * @param newLeaderboard the search's result
   * @return a copy
   */
  public ReportInput withLeaderboard(Leaderboard newLeaderboard) {
    return new ReportInput(
        model, data, dataName, Optional.of(newLeaderboard), notes, command, seed, threads, timings);
  }

  /**
   * With what the reader of the data told.
   *
   * @param newNotes one sentence each
   * @return a copy
   */
  public ReportInput withNotes(List<String> newNotes) {
    return new ReportInput(
        model, data, dataName, leaderboard, newNotes, command, seed, threads, timings);
  }

  /**
   * With the command that repeats the fit.
   *
   * @param newCommand its words
   * @param newThreads how many threads worked
   * @return a copy
   */
  public ReportInput withCommand(List<String> newCommand, int newThreads) {
    return new ReportInput(
        model, data, dataName, leaderboard, notes, newCommand, seed, newThreads, timings);
  }

  /**
   * With another seed.
   *
   * @param newSeed of the fit, and of every choice that the report makes by chance
   * @return a copy
   */
  public ReportInput withSeed(long newSeed) {
    return new ReportInput(
        model, data, dataName, leaderboard, notes, command, newSeed, threads, timings);
  }

  /**
   * With how long each part took.
   *
   * @param newTimings in order
   * @return a copy
   */
  public ReportInput withTimings(List<Timing> newTimings) {
    return new ReportInput(
        model, data, dataName, leaderboard, notes, command, seed, threads, newTimings);
  }

  private static String difference(List<String> expected, List<String> actual) {
    for (int j = 0; j < Math.min(expected.size(), actual.size()); j++) {
      if (!expected.get(j).equals(actual.get(j))) {
        return String.format(
            Locale.ROOT,
            "'%s' where '%s' belongs (feature %d)",
            actual.get(j),
            expected.get(j),
            j + 1);
      }
    }
    return actual.size() + " features";
  }
}
