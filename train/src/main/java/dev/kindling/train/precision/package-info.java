/**
 * Loss scaling, for number formats whose gradients would vanish: the loss gradient is multiplied
 * before the backward pass and the gradients divided after it. Micikevicius et al.: "Mixed
 * precision training", 2018.
 */
@NullMarked
package dev.kindling.train.precision;

import org.jspecify.annotations.NullMarked;
