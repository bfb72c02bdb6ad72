@NullMarked
package dev.kindling.train.text;

import org.jspecify.annotations.NullMarked;
