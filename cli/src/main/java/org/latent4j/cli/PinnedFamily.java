package org.latent4j.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

/** A family whose candidates in a search all have the options that the user gave. */
final class PinnedFamily implements ModelFamily {

  /** How far a line goes that is taken from the grid because a search has none of the kind. */
  private static final int MOST_COMPONENTS = 9;

  private final ModelFamily family;
  private final Map<String, String> pinned;

  PinnedFamily(ModelFamily family, Map<String, String> pinned) {
    this.family = family;
    this.pinned = Settings.of(family.settings()).withAll(pinned).given();
  }

  @Override
  public List<List<Candidate>> candidates(Schema schema, DataSummary summary) {
    List<List<Candidate>> lines = new ArrayList<>();
    for (List<Candidate> line : family.candidates(schema, summary)) {
      List<Candidate> kept = pin(line);
      if (!kept.isEmpty()) {
        lines.add(kept);
      }
    }
    if (lines.isEmpty() && !pinned.isEmpty()) {
      List<Candidate> other = grid(schema, summary, MOST_COMPONENTS);
      return other.isEmpty() ? lines : List.of(other);
    }
    return lines;
  }

  @Override
  public List<Candidate> refinements(Schema schema, DataSummary summary, Settings best) {
    return family.refinements(schema, summary, best).stream()
        .filter(c -> agrees(c.settings()))
        .map(c -> new Candidate(c.settings().withAll(pinned), c.label(), c.size(), c.scaling()))
        .toList();
  }

  @Override
  public List<Candidate> grid(Schema schema, DataSummary summary, int mostComponents) {
    List<Candidate> grid =
        family.grid(schema, summary, Math.max(mostComponents, pinnedComponents()));
    return grid.isEmpty() ? grid : pin(grid);
  }

  /** A number of components that the user gave is tried even where a search would not go so far. */
  private int pinnedComponents() {
    return pinned.containsKey("k")
        ? Settings.of(family.settings()).withAll(pinned).integer("k")
        : 1;
  }

  /**
   * Candidates that say nothing against the pinned values. A line whose candidates all say
   * something else is left out; one that has merely skipped the value gets it.
   */
  private List<Candidate> pin(List<Candidate> line) {
    if (pinned.keySet().stream().anyMatch(name -> isAgainst(line, name))) {
      return List.of();
    }
    List<Candidate> agreeing = line.stream().filter(c -> agrees(c.settings())).toList();
    List<Candidate> kept = new ArrayList<>();
    Set<Map<String, String>> seen = new HashSet<>();
    for (Candidate candidate : agreeing.isEmpty() ? line.subList(0, 1) : agreeing) {
      Settings settings = candidate.settings().withAll(pinned);
      if (seen.add(settings.given())) {
        String label = agrees(candidate.settings()) ? candidate.label() : settings.toString();
        kept.add(new Candidate(settings, label, candidate.size(), candidate.scaling()));
      }
    }
    return kept;
  }

  private boolean agrees(Settings settings) {
    return pinned.entrySet().stream()
        .allMatch(
            pin ->
                !settings.isGiven(pin.getKey())
                    || settings.text(pin.getKey()).equals(pin.getValue()));
  }

  private boolean isAgainst(List<Candidate> line, String name) {
    List<String> values = line.stream().map(c -> c.settings().text(name)).distinct().toList();
    boolean given = line.get(0).settings().isGiven(name);
    return given && values.size() == 1 && !values.get(0).equals(pinned.get(name));
  }

  @Override
  public String name() {
    return family.name();
  }

  @Override
  public String title() {
    return family.title();
  }

  @Override
  public Class<? extends Model> modelType() {
    return family.modelType();
  }

  @Override
  public List<Setting> settings() {
    return family.settings();
  }

  @Override
  public Optional<String> refusal(Schema schema) {
    return family.refusal(schema);
  }

  @Override
  public boolean takesWords() {
    return family.takesWords();
  }

  @Override
  public boolean keepsKnownComponents() {
    return family.keepsKnownComponents();
  }

  @Override
  public FitResult<? extends Model> fit(Dataset data, Settings settings, FitContext context) {
    return family.fit(data, settings, context);
  }

  @Override
  public boolean fitsAgain() {
    return family.fitsAgain();
  }

  @Override
  public ModelState save(Model model) {
    return family.save(model);
  }

  @Override
  public Model load(ModelState state) {
    return family.load(state);
  }
}
