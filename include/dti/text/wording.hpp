// The wording of every message, in one place: one factory a code, grouped by what the user wrote.
//
// In: the names and values of the case. Out: a `message`. docs/errors.md has a section for each code.
#pragma once

#include "dti/text/wording/data.hpp"
#include "dti/text/wording/definition.hpp"
#include "dti/text/wording/file.hpp"
#include "dti/text/wording/fit.hpp"
#include "dti/text/wording/formula.hpp"
#include "dti/text/wording/profile.hpp"
#include "dti/text/wording/review.hpp"
#include "dti/text/wording/scenario.hpp"
#include "dti/text/wording/units.hpp"
#include "dti/text/wording/usage.hpp"
#include "dti/text/wording/what_if.hpp"
