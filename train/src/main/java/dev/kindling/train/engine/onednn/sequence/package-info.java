/**
 * Recurrent networks from oneDNN's matrix products: the gates of a step are one product, the inputs
 * of all steps of a window are one, and so are the gradients of each matrix. What goes element by
 * element is plain Java over arrays, written so that the compiler makes vector instructions of it.
 */
@NullMarked
package dev.kindling.train.engine.onednn.sequence;

import org.jspecify.annotations.NullMarked;
