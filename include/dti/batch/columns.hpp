// Column programs: the formulas of a definition for 64 lanes at a time.
//
// In: compiled indicators. Out: steps that compute points and mark the lanes that the scalar path settles.
// step.hpp says what a step is, graph.hpp and emit.hpp how formulas become steps, run.hpp and run_lane.hpp
// how they run.
// Next: batch.hpp.
#pragma once

#include "dti/batch/columns/compile.hpp"
#include "dti/batch/columns/emit.hpp"
#include "dti/batch/columns/graph.hpp"
#include "dti/batch/columns/run.hpp"
#include "dti/batch/columns/run_lane.hpp"
#include "dti/batch/columns/step.hpp"
