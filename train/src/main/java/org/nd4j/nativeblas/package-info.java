/**
 * One class under a name that DL4J looks for; see {@code dev.kindling.train.engine.OneDnnHelpers}.
 */
@NullMarked
package org.nd4j.nativeblas;

import org.jspecify.annotations.NullMarked;
