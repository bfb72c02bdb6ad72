@NullMarked
package dev.kindling.train.scaling;

import org.jspecify.annotations.NullMarked;
