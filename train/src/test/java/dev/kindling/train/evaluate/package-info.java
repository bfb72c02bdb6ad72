@NullMarked
package dev.kindling.train.evaluate;

import org.jspecify.annotations.NullMarked;
