package org.latent4j.deep;

import java.util.List;
import java.util.Optional;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.ImageShape;
import org.latent4j.data.Schema;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.model.Model;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.ModelState;
import org.latent4j.model.Setting;
import org.latent4j.model.Settings;

/** A family whose rows of four columns are images of two by two pixels. */
record ImageFamily(ModelFamily family) implements ModelFamily {

  @Override
  public String name() {
    return family.name();
  }

  @Override
  public String title() {
    return family.title();
  }

  @Override
  public List<Setting> settings() {
    return family.settings();
  }

  @Override
  public Class<? extends Model> modelType() {
    return family.modelType();
  }

  @Override
  public Optional<String> refusal(Schema schema) {
    return family.refusal(schema);
  }

  @Override
  public List<List<Candidate>> candidates(Schema schema, DataSummary summary) {
    return family.candidates(schema, summary);
  }

  @Override
  public boolean dependsOnScaling(Schema schema, DataSummary summary) {
    return family.dependsOnScaling(schema, summary);
  }

  @Override
  public double workingBytes(long rows, int features, Settings settings, int threads) {
    return family.workingBytes(rows, features, settings, threads);
  }

  @Override
  public boolean fitsAgain() {
    return family.fitsAgain();
  }

  @Override
  public FitResult<? extends Model> fit(Dataset data, Settings settings, FitContext context) {
    if (data.featureCount() != 4) {
      return family.fit(data, settings, context);
    }
    Schema images = new Schema(data.schema().columns(), Optional.of(new ImageShape(2, 2, 1)));
    HeapDataset.Builder rows = HeapDataset.builder(images, data.toMatrix());
    if (data.isWeighted()) {
      double[] weights = new double[(int) data.rowCount()];
      data.readWeights(0, weights.length, weights);
      rows.weights(weights);
    }
    return family.fit(rows.build(), settings, context);
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
