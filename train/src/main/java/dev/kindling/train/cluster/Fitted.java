package dev.kindling.train.cluster;

import dev.kindling.train.engine.ParameterLayout;
import java.util.Optional;

/**
 * What a fit came to. Owns its array.
 *
 * @param layout what lies where in the parameters
 * @param parameters the final flat parameters, not to be written to
 * @param progress everything that was done, earlier attempts included
 * @param resumedAt where it went on, if it did not start anew
 * @param wallTime where the time of this attempt went
 */
@SuppressWarnings("ArrayRecordComponent")
public record Fitted(
    ParameterLayout layout,
    float[] parameters,
    Progress progress,
    Optional<Cursor> resumedAt,
    WallTime wallTime) {}
