/** Text: from a document to tokens by rules, and from tokens to indices by a vocabulary. */
@NullMarked
package dev.kindling.datablock.text;

import org.jspecify.annotations.NullMarked;
