// The answers to a planner's questions in one include: gains, gaps, ways to a total or a rank, what-ifs.
// Apart from dti.hpp, since few programs need them and all would wait for their compilation.
#pragma once

#include "dti/analyse/change_data.hpp"
#include "dti/analyse/gains.hpp"
#include "dti/analyse/gaps.hpp"
#include "dti/analyse/goal.hpp"
#include "dti/analyse/read_change.hpp"
#include "dti/analyse/scenario.hpp"
#include "dti/analyse/score_grid.hpp"
#include "dti/analyse/target_change.hpp"
#include "dti/analyse/value_range.hpp"
#include "dti/analyse/what_if.hpp"
#include "dti/evaluate/deadline.hpp"
#include "dti/report/gain_card.hpp"
#include "dti/report/gap_card.hpp"
#include "dti/report/goal_note.hpp"
#include "dti/report/grid_card.hpp"
#include "dti/report/unit_heading.hpp"
#include "dti/report/what_if_card.hpp"
#include "dti/report/what_if_notes.hpp"
