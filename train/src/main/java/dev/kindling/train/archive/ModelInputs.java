package dev.kindling.train.archive;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a model takes, and how an item becomes that. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind", defaultImpl = InputSpec.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = InputSpec.class, name = "image"),
  @JsonSubTypes.Type(value = TextSpec.class, name = "text")
})
public sealed interface ModelInputs permits InputSpec, TextSpec {}
