/**
 * The functions of a fitted model as data: a {@link org.latent4j.graph.Graph} of some twenty
 * primitive operations with their tensors. A family describes itself with a {@link
 * org.latent4j.graph.GraphBuilder}; whoever reads the graph (the {@link
 * org.latent4j.graph.GraphInterpreter}, an exporter, a page) needs to know the {@link
 * org.latent4j.graph.GraphOperation operations} and no family. Start from {@code GraphBuilder}.
 */
@NullMarked
package org.latent4j.graph;

import org.jspecify.annotations.NullMarked;
