// Streams of scenarios: described, made where they are scored, handed over in order.
//
// In: a batch scorer, a base. Out: see these headers.
#pragma once

#include "dti/batch/stream/figure_grid.hpp"
#include "dti/batch/stream/score_stream.hpp"
#include "dti/batch/stream/sparse_changes.hpp"
#include "dti/batch/stream/uniform_noise.hpp"
#include "dti/batch/stream/work_in_turns.hpp"
