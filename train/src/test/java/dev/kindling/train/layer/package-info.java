@NullMarked
package dev.kindling.train.layer;

import org.jspecify.annotations.NullMarked;
