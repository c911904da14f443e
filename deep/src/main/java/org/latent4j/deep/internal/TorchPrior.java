package org.latent4j.deep.internal;

import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/** A {@link CodePrior} while it is trained. */
abstract class TorchPrior {

  /** Standard normal numbers that the log density of a code needs. */
  int noiseWidth() {
    return 0;
  }

  /**
   * log p(z) of each row of codes, or its estimate.
   *
   * @param noise n×{@link #noiseWidth}
   */
  abstract Tensor logDensity(Tensor codes, Tensor noise);

  /** What some values of all parameters give. */
  abstract CodePrior prior(float[] values);

  /** Puts a prior in place of the one at the start. */
  abstract void start(CodePrior prior, float[] values);

  /** Log densities under K normal distributions of weights that may be unnormalised. */
  private static Tensor logMixture(
      Tensor codes, Tensor means, Tensor logVariances, Tensor logWeights) {
    int q = Math.toIntExact(codes.size(1));
    Tensor precisions = logVariances.neg().exp();
    Tensor weighted = means.mul(precisions);
    Tensor constants =
        means.mul(weighted).add(logVariances).sum(1).add(new Scalar(q * Math.log(2 * Math.PI)));
    Tensor squares =
        torch
            .addmm(constants, codes.square(), precisions.t())
            .sub(torch.mm(codes, weighted.t()).mul(new Scalar(2.0)));
    return torch.logsumexp(
        squares.mul(new Scalar(-0.5)).add(torch.log_softmax(logWeights, 0)), new long[] {1}, false);
  }

  /** A learned mixture of K Gaussians with diagonal covariances, which start as N(mₖ, I). */
  static TorchPrior mixture(FlatParameters parameters, int components, int q, SeededRandom random) {
    parameters.add("prior.logits", i -> 0, components);
    parameters.add("prior.means", i -> random.nextGaussian(), components, q);
    parameters.add("prior.logVariances", i -> 0, components, q);
    return new TorchPrior() {
      @Override
      Tensor logDensity(Tensor codes, Tensor noise) {
        Tensor means = parameters.get("prior.means");
        Tensor logVariances = parameters.get("prior.logVariances");
        return logMixture(codes, means, logVariances, parameters.get("prior.logits"));
      }

      @Override
      CodePrior prior(float[] values) {
        double[] logWeights = parameters.matrix("prior.logits", values).values();
        double max = Arrays.stream(logWeights).max().orElse(0);
        double sum = 0;
        for (double logit : logWeights) {
          sum += Math.exp(logit - max);
        }
        double logSum = max + Math.log(sum);
        Arrays.setAll(logWeights, k -> logWeights[k] - logSum);
        return new MixturePrior(
            logWeights,
            new MixturePrior.Components(
                parameters.matrix("prior.means", values),
                parameters.matrix("prior.logVariances", values)));
      }

      @Override
      void start(CodePrior prior, float[] values) {
        MixturePrior mixture = (MixturePrior) prior;
        parameters.put("prior.logits", mixture.logWeights(), values);
        parameters.put("prior.means", mixture.components().means().values(), values);
        parameters.put("prior.logVariances", mixture.components().logVariances().values(), values);
      }
    };
  }

  /**
   * The mean of the posteriors of learned rows.
   *
   * @param rows what they start as, K×d as networks see them
   * @param limited whether rows stay between 0 and 1
   */
  static TorchPrior vamp(
      FlatParameters parameters, Matrix rows, boolean limited, TorchNetwork encoder) {
    String name = "prior.rows";
    parameters.add(name, i -> rows.values()[i], rows.rows(), rows.columns());
    return new TorchPrior() {
      @Override
      Tensor logDensity(Tensor codes, Tensor noise) {
        Tensor all = parameters.get(name);
        Tensor inside = limited ? limit(all) : all;
        Tensor posteriors = encoder.apply(inside);
        long q = codes.size(1);
        Tensor equal = codes.new_zeros(rows.rows());
        return logMixture(codes, posteriors.narrow(1, 0, q), posteriors.narrow(1, q, q), equal);
      }

      private Tensor limit(Tensor all) {
        return torch.clamp(
            all, new ScalarOptional(new Scalar(0.0)), new ScalarOptional(new Scalar(1.0)));
      }

      @Override
      CodePrior prior(float[] values) {
        Matrix all = parameters.matrix(name, values);
        if (limited) {
          double[] inside = all.values();
          Arrays.setAll(inside, i -> Math.max(0, Math.min(1, inside[i])));
        }
        return MixturePrior.ofRows(all, encoder.network(values));
      }

      @Override
      void start(CodePrior prior, float[] values) {
        Matrix from =
            ((MixturePrior) prior)
                .rows()
                .orElseThrow(
                    () -> new IllegalArgumentException("the prior of the start has no rows"));
        parameters.put(name, from.values(), values);
      }
    };
  }

  /** A flow to the standard normal distribution, at the start the identity. */
  static TorchPrior flow(TorchCouplings map) {
    return new TorchPrior() {
      @Override
      Tensor logDensity(Tensor codes, Tensor noise) {
        TorchCouplings.Moved moved = map.apply(codes);
        return moved.logNormal().add(moved.logDeterminants());
      }

      @Override
      CodePrior prior(float[] values) {
        return new FlowPrior(map.network(values));
      }

      @Override
      void start(CodePrior prior, float[] values) {
        map.start(((FlowPrior) prior).network(), values);
      }
    };
  }

  /** Codes of a second level of codes. */
  static TorchPrior hierarchical(FlatParameters parameters, HierarchicalPrior start) {
    TorchNetwork decoder = new TorchNetwork(parameters, "prior.decoder", start.decoder());
    TorchNetwork encoder = new TorchNetwork(parameters, "prior.encoder", start.encoder());
    int lower = start.lower();
    int upper = start.upper();
    return new TorchPrior() {
      @Override
      int noiseWidth() {
        return upper;
      }

      @Override
      Tensor logDensity(Tensor codes, Tensor noise) {
        Tensor posterior = encoder.apply(codes);
        Tensor logVariances = bounded(posterior.narrow(1, upper, upper));
        Tensor deviations = logVariances.mul(new Scalar(0.5)).exp();
        Tensor above = posterior.narrow(1, 0, upper).add(deviations.mul(noise));
        Tensor given = decoder.apply(above);
        Tensor logVariancesBelow = bounded(given.narrow(1, lower, lower));
        Tensor squares =
            codes.sub(given.narrow(1, 0, lower)).square().mul(logVariancesBelow.neg().exp());
        Tensor logBelow =
            squares
                .add(logVariancesBelow)
                .sum(1)
                .add(new Scalar(lower * Math.log(2 * Math.PI)))
                .mul(new Scalar(-0.5));
        Tensor logRatio = logVariances.add(noise.square()).sub(above.square()).sum(1);
        return logBelow.add(logRatio.mul(new Scalar(0.5)));
      }

      private Tensor bounded(Tensor logVariances) {
        Scalar bound = new Scalar(HierarchicalPrior.BOUND);
        return logVariances.div(bound).tanh().mul(bound);
      }

      @Override
      CodePrior prior(float[] values) {
        return new HierarchicalPrior(decoder.network(values), encoder.network(values));
      }

      @Override
      void start(CodePrior prior, float[] values) {
        if (!(prior instanceof HierarchicalPrior from)) {
          throw new IllegalArgumentException("the prior of the start has no upper level");
        }
        decoder.start(from.decoder(), values);
        encoder.start(from.encoder(), values);
      }
    };
  }
}
