/** Tests of the readers and writers. */
@NullMarked
package org.latent4j.formats;

import org.jspecify.annotations.NullMarked;
