/** What a model is: architectures as DL4J graphs, initialisation, losses and metrics. */
@NullMarked
package dev.kindling.train.model;

import org.jspecify.annotations.NullMarked;
