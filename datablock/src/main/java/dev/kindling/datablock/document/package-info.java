/** Documents of text: found as files, lines, sections or rows of tables, each with a stable key. */
@NullMarked
package dev.kindling.datablock.document;

import org.jspecify.annotations.NullMarked;
