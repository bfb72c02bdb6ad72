@NullMarked
package dev.kindling.train.engine.onednn;

import org.jspecify.annotations.NullMarked;
