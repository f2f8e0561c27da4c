// The columns of gradients: which figures move the points of a definition, by which lines or steps, and the
// loops that find their slopes for 64 units at once.
//
// In: a compiled definition. Out: a plan (gradients/plan.hpp) and functions for an instruction set
// (gradients/functions.hpp). Rules that are sums of lines are told in tables of slopes; others are run
// backwards, with a bound on every error. Next: analyse/gradients.hpp, which has the exact figures for what
// doubles leave open.
#pragma once

#include "dti/batch/gradients/functions.hpp"
#include "dti/batch/gradients/plan.hpp"
