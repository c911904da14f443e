/** What a deep model is made of, once trained and while LibTorch trains it. */
@NullMarked
package org.latent4j.deep.internal;

import org.jspecify.annotations.NullMarked;
