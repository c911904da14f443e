package org.latent4j.select;

import java.util.List;
import org.latent4j.model.FitStatus;
import org.latent4j.model.FittedModel;

/**
 * What a search found.
 *
 * @param best the winner, the first of the leaderboard, fitted to all rows; when the search was
 *     cancelled, the best so far as it was fitted to the training rows
 * @param leaderboard all candidates
 * @param status {@link FitStatus#CANCELLED} when somebody stopped the search; {@link
 *     FitStatus#ITERATION_LIMIT} when a limit of time or candidates ended it; else {@link
 *     FitStatus#CONVERGED}
 * @param notes what the user should know, one sentence each
 */
public record SearchResult(
    FittedModel best, Leaderboard leaderboard, FitStatus status, List<String> notes) {

  /** Copies the notes. */
  public SearchResult {
    notes = List.copyOf(notes);
  }

  /** The same with more to say of the winner. */
  SearchResult withBest(FittedModel same) {
    return new SearchResult(same, leaderboard, status, notes);
  }
}
