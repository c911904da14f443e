package org.latent4j.model;

/**
 * A generative model with latent variables, z ~ p(z), x ~ p(x|z), that answers everything: log
 * density, draws, codes and their way back.
 */
public interface LatentVariableModel extends Model, Density, Sampler, Encoder, Decoder {}
