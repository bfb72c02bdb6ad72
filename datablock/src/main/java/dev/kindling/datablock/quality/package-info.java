/** What is measured of every item, and what the measures of many say together. */
@NullMarked
package dev.kindling.datablock.quality;

import org.jspecify.annotations.NullMarked;
