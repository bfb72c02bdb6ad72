package dev.kindling.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.augment.Sampling.Shrinking;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AugmentationsTest {
  private static final Sampling UNUSUAL =
      new Sampling(Interpolation.BICUBIC, Padding.ZEROS, Shrinking.NEAREST_PIXELS);

  @Test
  void validationIsSampledAsTrainingIsButMirroredAtTheEdges() {
    Augmentations augmentations = Augmentations.light().sampling(UNUSUAL);

    assertThat(augmentations.training(32, Normalize.NONE).sampling()).isEqualTo(UNUSUAL);
    assertThat(augmentations.validation(32, Normalize.NONE).sampling())
        .isEqualTo(UNUSUAL.with(Padding.REFLECTION));
  }

  @Test
  void aModelThatKeepsItsViewSeesWhatItWasValidatedOn() {
    for (Augmentations augmentations :
        new Augmentations[] {Augmentations.strong(), Augmentations.light().sampling(UNUSUAL)}) {
      assertThat(Augmentations.validation(augmentations.view(), 32, Normalize.NONE))
          .isEqualTo(augmentations.validation(32, Normalize.NONE));
    }
  }

  @Test
  void aViewThatSaysNothingOfSamplingIsTheUsualOne() {
    assertThat(Augmentations.validation(Map.of("preset", "light"), 32, Normalize.NONE))
        .isEqualTo(Augmentations.light().validation(32, Normalize.NONE));
  }

  @Test
  void refusesAViewThatItDoesNotKnow() {
    Map<String, String> view = Map.of("preset", "light", "interpolation", "sinc");

    assertThatThrownBy(() -> Augmentations.validation(view, 32, Normalize.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A model's interpolation must be one of [bilinear, bicubic], got \"sinc\"");
  }
}
