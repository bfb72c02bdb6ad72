/**
 * What recurrent networks need and DL4J lacks: dropout by given masks, a decoder tied to an
 * embedding, windows that go on where the last ended. Configurations here are beans that DL4J's own
 * JSON writes and reads.
 */
@NullMarked
package dev.kindling.train.layer;

import org.jspecify.annotations.NullMarked;
