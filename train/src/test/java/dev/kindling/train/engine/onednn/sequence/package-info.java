@NullMarked
package dev.kindling.train.engine.onednn.sequence;

import org.jspecify.annotations.NullMarked;
