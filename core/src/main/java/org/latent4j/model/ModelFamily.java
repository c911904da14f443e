package org.latent4j.model;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Tensor;

/**
 * A kind of model, such as Gaussian mixtures: its name, options, fitter and loader. Families are
 * found by {@link ServiceLoader}; the command line, the search and the model file know them only
 * through this interface. Implementations keep no state.
 */
public interface ModelFamily {

  /**
   * Statistics that live at the same time beside those that threads count: partial sums, the last
   * and the next of an iteration.
   */
  int STATISTICS_ALIVE = 8;

  /**
   * Its name on the command line and in model files.
   *
   * @return lower-case letters, such as {@code gmm}
   */
  String name();

  /**
   * Its name in a sentence.
   *
   * @return such as "Gaussian mixture"
   */
  String title();

  /**
   * Its options. Options of the same name in several families mean the same.
   *
   * @return in the order a user should see them
   */
  List<Setting> settings();

  /**
   * The type of its models, whose capabilities are those that every model of the family has; asked
   * for to name the families that can do what another cannot.
   *
   * @return the class that {@link #fit} and {@link #load} give
   */
  Class<? extends Model> modelType();

  /**
   * Says why the family cannot model such columns.
   *
   * @param schema the columns
   * @return one sentence, or nothing when it can
   */
  Optional<String> refusal(Schema schema);

  /**
   * Whether its models give probabilities to columns of words, and of 0 and 1, instead of taking
   * all columns for numbers. A search compares only models of one kind on such columns.
   *
   * @return false by default
   */
  default boolean takesWords() {
    return false;
  }

  /**
   * Whether its fits keep rows in the components they are known to come from ({@link
   * Dataset#readKnownComponents}).
   *
   * @return false by default, for families that refuse such rows
   */
  default boolean keepsKnownComponents() {
    return false;
  }

  /**
   * What the automatic search should try: lines of growing size. The search walks each line from
   * its small end and leaves it when held-out likelihood has stopped rising.
   *
   * @param schema the columns
   * @param summary what is known of the rows
   * @return lines, each of at least one candidate; empty when the family is not for search
   */
  List<List<Candidate>> candidates(Schema schema, DataSummary summary);

  /**
   * What is worth trying beside a candidate that has come out ahead of all lines: variants that
   * would cost a search too much as lines of their own. The search asks again with what comes out
   * then.
   *
   * @param schema the columns
   * @param summary what is known of the rows
   * @param best settings of the candidate, one of this family
   * @return candidates, in any order; none by default
   */
  default List<Candidate> refinements(Schema schema, DataSummary summary, Settings best) {
    return List.of();
  }

  /**
   * What a search by a criterion on all rows should try, which fits every candidate once instead of
   * walking along lines: by default all that {@link #candidates} gives, of growing size.
   *
   * @param schema the columns
   * @param summary what is known of the rows
   * @param mostComponents the most components of a mixture, at least 1; other models are not
   *     concerned
   * @return candidates of growing size; empty when the family is not for search
   */
  default List<Candidate> grid(Schema schema, DataSummary summary, int mostComponents) {
    return candidates(schema, summary).stream()
        .flatMap(List::stream)
        .filter(candidate -> candidate.hasAtMost(mostComponents))
        .sorted(Comparator.comparingInt(Candidate::size))
        .toList();
  }

  /**
   * One entry of a search.
   *
   * @param settings the family's settings
   * @param label short text for a leaderboard, such as {@code k=3 full}
   * @param size what grows along a line, such as the number of components; at least 1
   * @param scaling whether fitting on standardised columns can give another model, so that both are
   *     worth trying
   */
  record Candidate(Settings settings, String label, int size, Scaling scaling) {

    /**
     * Whether it is no mixture of more components than allowed.
     *
     * @param components the most allowed
     * @return whether the setting {@code k}, if it is given, is at most that
     */
    public boolean hasAtMost(int components) {
      return !settings.given().containsKey("k") || settings.integer("k") <= components;
    }

    /** Whether scaling of the columns matters to a candidate. */
    public enum Scaling {
      /** The same model comes out. */
      IRRELEVANT,
      /** Another model comes out. */
      MATTERS
    }
  }

  /**
   * Fits a model.
   *
   * @param data rows; the label is not looked at
   * @param settings options made from {@link #settings}
   * @param context seed, threads, listener
   * @return the model and its report, in the units of {@code data}
   * @throws org.latent4j.data.DataException if the rows cannot be used
   * @throws IllegalArgumentException if an option does not fit the rows
   */
  FitResult<? extends Model> fit(Dataset data, Settings settings, FitContext context);

  /**
   * Whether scaling of the columns can give another model.
   *
   * @param schema the columns
   * @param summary what is known of the rows
   * @return what the candidates of the search say; true where there are none
   */
  default boolean dependsOnScaling(Schema schema, DataSummary summary) {
    List<Candidate> candidates =
        candidates(schema, summary).stream().flatMap(List::stream).toList();
    return candidates.isEmpty()
        || candidates.stream().anyMatch(c -> c.scaling() == Candidate.Scaling.MATTERS);
  }

  /**
   * Whether a model that was judged by rows held out of its fit is fitted once more to all rows.
   * Where a fit takes long, the judged model is the one to keep, and a single part of the rows is
   * held out.
   *
   * @return true unless the family says otherwise
   */
  default boolean fitsAgain() {
    return true;
  }

  /**
   * About how much heap a fit works with, beside its rows and what any fit takes: statistics of
   * rows that are counted at the same time, and copies of the rows where all must be in memory. The
   * default is that of k dense scatters.
   *
   * @param rows n
   * @param features d
   * @param settings options made from {@link #settings}
   * @param threads that count
   * @return bytes
   */
  default double workingBytes(long rows, int features, Settings settings, int threads) {
    boolean mixture = settings().stream().anyMatch(s -> s.name().equals("k"));
    double components = mixture ? Math.max(1, settings.integer("k")) : 1;
    double scatters = components * features * features * Double.BYTES;
    return (threads + STATISTICS_ALIVE) * scatters;
  }

  /**
   * What else a user may want to know of a choice that the options left to the family, such as what
   * other rules would have chosen. Asked once, beside the fit to all rows; it may cost as much.
   *
   * @param data the rows of the fit
   * @param settings the options of the fit
   * @param context seed, threads
   * @return one sentence each, for {@link FitReport#notes}; empty when there is nothing to say
   */
  default List<String> remarks(Dataset data, Settings settings, FitContext context) {
    return List.of();
  }

  /**
   * Makes the model that a fit goes on from, out of arrays given by the user for the options of
   * type {@link Setting.Type#ARRAY_FILE}.
   *
   * @param data the rows to be fitted
   * @param settings options made from {@link #settings}
   * @param arrays by option name, without the features that the schema leaves out
   * @return the start, for {@link FitContext#withStart}
   * @throws IllegalArgumentException if a shape does not fit, or the family takes no such arrays
   */
  default Model startFrom(Dataset data, Settings settings, Map<String, Tensor> arrays) {
    throw new IllegalArgumentException("a " + title() + " takes no start from arrays");
  }

  /**
   * Writes a model of this family down.
   *
   * @param model a model that {@link #fit} or {@link #load} of this family gave
   * @return its numbers
   */
  ModelState save(Model model);

  /**
   * Makes a model from what {@link #save} gave; every answer has the same bits.
   *
   * @param state untrusted: shapes, names and values are checked
   * @return the model
   * @throws ModelFormatException if something is missing or cannot be
   */
  Model load(ModelState state);

  /**
   * All families on the class path, by name.
   *
   * @return the families, ordered by name
   */
  static List<ModelFamily> all() {
    return ServiceLoader.load(ModelFamily.class, ModelFamily.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted((a, b) -> a.name().compareTo(b.name()))
        .toList();
  }

  /**
   * Families whose models take rows with missing values, which is to have {@link Conditional}.
   *
   * @return their names, in order
   */
  static List<String> takingGaps() {
    return all().stream()
        .filter(family -> Conditional.class.isAssignableFrom(family.modelType()))
        .map(ModelFamily::name)
        .toList();
  }

  /**
   * The family of a name.
   *
   * @param name such as {@code gmm}
   * @return the family
   * @throws IllegalArgumentException if there is none; the text names those there are
   */
  static ModelFamily named(String name) {
    List<ModelFamily> all = all();
    return all.stream()
        .filter(f -> f.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    OptionalFamilies.sentence(name)
                        .orElseGet(
                            () ->
                                "model must be one of "
                                    + String.join(
                                        ", ", all.stream().map(ModelFamily::name).toList())
                                    + ", got '"
                                    + name
                                    + "'")));
  }
}
