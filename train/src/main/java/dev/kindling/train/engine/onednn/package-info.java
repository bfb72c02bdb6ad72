/**
 * Networks run by oneDNN's primitives directly: a graph is read into a {@link
 * dev.kindling.train.engine.onednn.Network}, its operations are fused, and each becomes a {@link
 * dev.kindling.train.engine.onednn.Stage} that writes its steps on a {@link
 * dev.kindling.train.engine.onednn.Tape}, which plans their memory once.
 */
@NullMarked
package dev.kindling.train.engine.onednn;

import org.jspecify.annotations.NullMarked;
