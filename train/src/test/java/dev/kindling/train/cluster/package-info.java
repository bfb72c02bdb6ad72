@NullMarked
package dev.kindling.train.cluster;

import org.jspecify.annotations.NullMarked;
